// What Daybreak uses of the GNU Scientific Library (https://www.gnu.org/software/gsl/), and accessors for what Swift 6 cannot see.
#ifndef DAYBREAK_CGSL_SHIM_H
#define DAYBREAK_CGSL_SHIM_H

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_exp.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <gsl/gsl_version.h>

#endif
