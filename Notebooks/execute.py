"""Executes every notebook of this folder as a reader would, top to bottom, and fails where a cell does: `make notebooks`.

The notebooks themselves are not changed; they are stored without outputs, which is checked. With an argument, the executed copies
are left in that folder.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def stored_with_outputs(notebook) -> bool:
    return any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells if cell.cell_type == "code")


def main() -> int:
    folder = Path(__file__).resolve().parent
    copies = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    failures = 0
    for path in sorted(folder.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        if stored_with_outputs(notebook):
            print(f"{path.name}: stored with outputs; clear them before you commit", file=sys.stderr)
            failures += 1
        try:
            NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
        except CellExecutionError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            failures += 1
            continue
        if copies:
            copies.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, copies / path.name)
        print(f"{path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} code cells ran")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
