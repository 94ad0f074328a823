#!/bin/sh
# Opens the dashboard on macOS and Linux: finds a Python that suits, or says how to get one.
cd "$(dirname "$0")" || exit 2
if [ ! -f run.py ]; then
    echo "Ce fichier est seul : copiez d'abord le dossier entier, puis lancez celui du dossier."
    exit 2
fi

suits() {
    # On a Mac without developer tools, /usr/bin/python3 is a shortcut that opens a window.
    if [ "$(command -v "$1")" = /usr/bin/python3 ] && [ "$(uname)" = Darwin ]; then
        xcode-select -p >/dev/null 2>&1 || return 1
    fi
    "$1" -c "import sys; sys.exit(42 if sys.version_info[:2] == (3, int('$2'[2:])) else 1)" >/dev/null 2>&1
    [ $? -eq 42 ]
}

# First the version whose libraries are in this folder; the others need the network.
for version in {PYTHONS}; do
    for name in "python$version" python3 python; do
        if command -v "$name" >/dev/null 2>&1 && suits "$name" "$version"; then
            exec "$name" run.py "$@"
        fi
    done
done

echo "Il faut Python pour ouvrir le tableau de bord, et cet ordinateur ne l'a pas dans une version qui convient."
echo "Versions possibles, de préférence la première : {PYTHONS}"
echo "  macOS : https://www.python.org/downloads/macos/"
echo "  Debian, Ubuntu : sudo apt install python3 python3-venv"
echo "Puis relancez ce fichier."
exit 2
