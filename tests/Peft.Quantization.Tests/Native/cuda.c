// What CudaDriver calls of a CUDA driver, as a library: it remembers its calls, keeps the arguments of the last launch, and fails where it is told to.
#include <stdio.h>
#include <string.h>

#define API __attribute__((visibility("default")))

static char calls[4096], failing[64];
static unsigned char argument[256];
static unsigned int argument_bytes;

static int call(const char* name)
{
    strcat(strcat(calls, name), " ");
    return strcmp(name, failing) ? 0 : 2;
}

API void fake_start(const char* fails, unsigned int bytes)
{
    calls[0] = 0;
    argument_bytes = bytes;
    strcpy(failing, fails);
}

API const char* fake_calls(void) { return calls; }
API const unsigned char* fake_argument(void) { return argument; }

API int cuInit(unsigned int flags) { return flags == 0 ? call("cuInit") : 1; }

API int cuDeviceGet(int* device, int index)
{
    *device = 40 + index;
    return call("cuDeviceGet");
}

API int cuDevicePrimaryCtxRetain(void** context, int device)
{
    *context = calls;
    return device == 42 ? call("cuDevicePrimaryCtxRetain") : 101;
}

API int cuCtxPushCurrent_v2(void* context) { return context == calls ? call("cuCtxPushCurrent_v2") : 201; }

API int cuCtxPopCurrent_v2(void** context)
{
    *context = calls;
    return call("cuCtxPopCurrent_v2");
}

API int cuModuleLoadDataEx(void** module, const void* image, unsigned int count, int* options, void** values)
{
    *module = failing;
    if (count == 2 && options[0] == 5 && options[1] == 6)
        snprintf(values[0], (size_t)values[1], "%s", "line 1: no such instruction");
    return strstr(image, ".target") ? call("cuModuleLoadDataEx") : 218;
}

API int cuModuleGetFunction(void** function, void* module, const char* name)
{
    *function = argument;
    return module == failing && !strncmp(name, "kernel", 6) ? call("cuModuleGetFunction") : 500;
}

API int cuLaunchKernel(void* function, unsigned int x, unsigned int y, unsigned int z, unsigned int threads_x, unsigned int threads_y, unsigned int threads_z,
                       unsigned int shared, void* stream, void** parameters, void** extra)
{
    if (function != argument || x != 3 || y != 1 || z != 1 || threads_x != 256 || threads_y != 1 || threads_z != 1 || shared || stream || extra)
        return 1;
    memcpy(argument, parameters[0], argument_bytes);
    return call("cuLaunchKernel");
}

API int cuGetErrorName(int error, const char** text)
{
    *text = "CUDA_ERROR_OF_THE_TEST";
    return error == 2 ? 0 : 1;
}

API int cuGetErrorString(int error, const char** text)
{
    *text = "as the test wants";
    return error == 2 ? 0 : 1;
}
