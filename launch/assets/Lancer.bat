@echo off
rem Double-click to open the dashboard. ASCII only: cmd.exe reads labels badly otherwise.
rem It finds any Python; run.py then chooses the one that suits, and says the rest.
setlocal EnableExtensions DisableDelayedExpansion
title CEP Numerique Martinique
if not exist "%~dp0run.py" goto zip
if not exist "%~dp0launch\commands.py" goto zip
rem pushd also works from a network share, where cd does not.
pushd "%~dp0"
if not exist "run.py" goto nofolder

rem The Python manager must not download one while we only look for what is here.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PYLAUNCHER_ALLOW_INSTALL="
set "CEP_PYTHON="
set "CEP_STUB="

call :try_py
for /f "delims=" %%P in ('where python 2^>nul') do call :try_exe "%%~P"
rem Installed without being put in the PATH.
call :try_folder "%LOCALAPPDATA%\Programs\Python"
call :try_folder "%LOCALAPPDATA%\Python"
call :try_folder "%ProgramFiles%"
if not defined CEP_PYTHON goto absent

%CEP_PYTHON% run.py %*
set "CEP_CODE=%ERRORLEVEL%"
rem The window must stay, or nobody reads why it stopped.
if not "%CEP_CODE%"=="0" pause
popd
exit /b %CEP_CODE%

:try_py
py -3 -c "import sys; sys.exit(42 if sys.version_info[0] == 3 else 1)" >nul 2>nul
if errorlevel 43 goto :eof
if errorlevel 42 set "CEP_PYTHON=py -3"
goto :eof

:try_folder
if defined CEP_PYTHON goto :eof
if not exist "%~1" goto :eof
pushd "%~1"
for /d %%D in (Python3* pythoncore-3*) do call :try_exe "%~1\%%~D\python.exe"
popd
goto :eof

:try_exe
if defined CEP_PYTHON goto :eof
rem In WindowsApps there is only the Microsoft Store's shortcut: it answers, but it is not Python.
set "CEP_SEEN=%~1"
if not "%CEP_SEEN:\WindowsApps=%"=="%CEP_SEEN%" set "CEP_STUB=1"
if not "%CEP_SEEN:\WindowsApps=%"=="%CEP_SEEN%" goto :eof
if not exist "%~1" goto :eof
"%~1" -c "import sys; sys.exit(42 if sys.version_info[0] == 3 else 1)" >nul 2>nul
if errorlevel 43 goto :eof
if errorlevel 42 set CEP_PYTHON="%~1"
goto :eof

:absent
echo.
echo  Il faut Python pour ouvrir le tableau de bord, et cet ordinateur ne l'a pas.
if defined CEP_STUB echo.
if defined CEP_STUB echo  Le raccourci "python" du Microsoft Store est bien ici, mais ce n'est pas Python.
echo.
echo  Versions dont ce dossier contient tout : {AVEC}
echo  Versions possibles avec Internet : {SANS}
echo.
echo  1. Ouvrez https://www.python.org/downloads/windows/ sur un ordinateur avec Internet.
echo  2. Prenez "Windows installer (64-bit)" de l'une de ces versions.
echo  3. Lancez l'installateur ici, en cochant "Add python.exe to PATH".
echo  4. Double-cliquez de nouveau sur Lancer.bat.
echo.
pause
popd
exit /b 2

:zip
echo.
echo  Ce fichier est seul : sortez d'abord le dossier entier de son archive
echo  (clic droit, "Extraire tout"), puis lancez le fichier Lancer.bat du dossier obtenu.
echo.
pause
popd
exit /b 2

:nofolder
echo  Ce dossier ne s'ouvre pas. Copiez-le sur le disque de l'ordinateur, puis recommencez.
pause
exit /b 2
