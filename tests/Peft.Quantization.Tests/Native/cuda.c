// What CudaDriver calls of a CUDA driver, as a library: it remembers its calls, keeps the arguments of the last launch, and fails where it is told to.
#include <stddef.h>
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

static int on_device(int device) { return device == 42; }

static int whole(unsigned long long address, size_t bytes, void* stream) { return address == 0x1000 && bytes == 600000000000 && !stream; }

API int cuDeviceGetAttribute(int* value, int attribute, int device)
{
    *value = attribute == 83 || attribute == 89;
    return on_device(device) ? call("cuDeviceGetAttribute") : 101;
}

API int cuMemAllocManaged(unsigned long long* address, size_t bytes, unsigned int flags)
{
    *address = 0x1000;
    return bytes == 600000000000 && flags == 1 ? call("cuMemAllocManaged") : 1;
}

API int cuMemFree_v2(unsigned long long address) { return address == 0x1000 ? call("cuMemFree_v2") : 1; }

API int cuMemsetD8Async(unsigned long long address, unsigned char value, size_t bytes, void* stream)
{
    return whole(address, bytes, stream) && value == 0 ? call("cuMemsetD8Async") : 1;
}

API int cuCtxSynchronize(void) { return call("cuCtxSynchronize"); }

API int cuMemPrefetchAsync(unsigned long long address, size_t bytes, int device, void* stream)
{
    return whole(address, bytes, stream) && on_device(device) ? call("cuMemPrefetchAsync") : 1;
}

API int cuMemAdvise(unsigned long long address, size_t bytes, int advice, int device)
{
    return whole(address, bytes, 0) && advice == 3 && device == -1 ? call("cuMemAdvise") : 1;
}

// What came with CUDA 12.2.
#ifdef WITH_LOCATIONS
typedef struct { int type, id; } location;

API int cuMemPrefetchAsync_v2(unsigned long long address, size_t bytes, location to, unsigned int flags, void* stream)
{
    return whole(address, bytes, stream) && to.type == 1 && on_device(to.id) && flags == 0 ? call("cuMemPrefetchAsync_v2") : 1;
}

API int cuMemAdvise_v2(unsigned long long address, size_t bytes, int advice, location at)
{
    return whole(address, bytes, 0) && advice == 3 && at.type == 2 ? call("cuMemAdvise_v2") : 1;
}
#endif

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
