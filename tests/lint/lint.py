# lint.py - what the checks share: the files of the source, and results as TAP.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import sys


class Report:
    """Collects cases and prints them as TAP; main programs end with sys.exit(report.finish())."""

    def __init__(self):
        self.cases = []

    def case(self, name, faults):
        """A case passes when its list of faults is empty."""
        self.cases.append((name, list(faults)))

    def finish(self):
        print(f'1..{len(self.cases)}')
        for number, (name, faults) in enumerate(self.cases, 1):
            print(f'{"not ok" if faults else "ok"} {number} - {name.replace("#", "no. ")}')
            # Meson shows the standard error of a test that failed, and nothing else of one that speaks TAP.
            for fault in faults:
                print(fault, file=sys.stderr)
        return 1 if any(faults for _, faults in self.cases) else 0


def source_root():
    """The top of the source: the first argument, or two folders above this file."""
    paths = [arg for arg in sys.argv[1:] if not arg.startswith('-')]
    return os.path.abspath(paths[0]) if paths else os.path.realpath(os.path.join(os.path.dirname(__file__), '..', '..'))


def files_under(root, folders, suffixes=('',)):
    """Paths relative to root, in order, of the files in these folders whose names end in one of suffixes."""
    found = []
    for folder in folders:
        for path, subfolders, names in os.walk(os.path.join(root, folder)):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith(('.', '_')))
            found += [os.path.relpath(os.path.join(path, name), root) for name in names
                      if name.endswith(tuple(suffixes)) and not name.startswith('.') and not name.endswith('~')]
    return sorted(found)


def read(root, path):
    with open(os.path.join(root, path), encoding='utf-8') as file:
        return file.read()
