@echo off
rem The verbs of build.sh that make sense on Windows, where the torch binding is TorchSharp's own packages.
setlocal
cd /d "%~dp0"
set props=bindings\TorchBinding.user.props

if "%1"=="configure" goto configure
if "%1"=="demo" goto run_demo
if "%1"=="test" goto run_tests
if "%1"=="bench" goto run_bench
if "%1"=="pack" goto pack
echo usage: build.cmd configure ^| demo ^| test [--category C] ^| bench [--category C] [--guard] ^| pack
if "%1"=="" exit /b 0
echo error: There is no verb '%1'. 1>&2
exit /b 1

:configure
where dotnet >nul 2>nul || (echo error: The .NET 10 SDK is missing. help: install it from https://dot.net/download. 1>&2 & exit /b 1)
>%props% echo ^<Project^>^<PropertyGroup Condition="'$(TorchBinding)' == ''"^>^<TorchBinding^>Package^</TorchBinding^>^</PropertyGroup^>^</Project^>
dotnet restore Peft.sln || (echo error: TorchSharp does not restore. help: check the machine's NuGet sources with dotnet nuget list source. 1>&2 & exit /b 1)
echo The torch binding is TorchSharp from NuGet ^(written to %props%^).
exit /b 0

:run_demo
call :configured || exit /b 1
dotnet run -c Release --project samples\Peft.Demo -- %2 %3 %4 %5
exit /b %errorlevel%

:run_tests
call :configured || exit /b 1
set OMP_NUM_THREADS=1
set filter=
if "%2"=="--category" set filter=--filter TestCategory=%3
dotnet test Peft.sln -c Release %filter%
exit /b %errorlevel%

:run_bench
call :configured || exit /b 1
dotnet run -c Release --project benchmarks\Peft.Benchmarks -- %2 %3 %4
exit /b %errorlevel%

:pack
call :configured || exit /b 1
dotnet pack Peft.sln -c Release --output artifacts\packages
exit /b %errorlevel%

:configured
if exist %props% exit /b 0
call "%~f0" configure
exit /b %errorlevel%
