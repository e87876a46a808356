// What the kernels need of CUDA, declared here: clang compiles them to PTX without the CUDA SDK and its headers.
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;

#define DEVICE static __attribute__((device)) inline __attribute__((always_inline))
#define MEMBER static __attribute__((device)) inline __attribute__((always_inline))
#define SHARED __attribute__((shared))
#define KERNEL extern "C" __attribute__((global, used, launch_bounds(MostThreads))) void

// The largest block that any kernel is launched with.
const int MostThreads = 256;

DEVICE int thread_index()
{
    int index = __nvvm_read_ptx_sreg_tid_x();
    __builtin_assume(index >= 0 && index < MostThreads);
    return index;
}

DEVICE int block_index() { return __nvvm_read_ptx_sreg_ctaid_x(); }
DEVICE int block_threads() { return __nvvm_read_ptx_sreg_ntid_x(); }
DEVICE int grid_blocks() { return __nvvm_read_ptx_sreg_nctaid_x(); }
DEVICE int lane_index() { return thread_index() & 31; }

// Of all threads of the grid. A kernel strides over its work by their number, so any grid is right.
DEVICE i64 first_thread() { return (i64)block_index() * block_threads() + thread_index(); }
DEVICE i64 thread_count() { return (i64)grid_blocks() * block_threads(); }

DEVICE u32 bits_of(float value) { return __nvvm_bitcast_f2i(value); }
DEVICE float float_of(u32 bits) { return __nvvm_bitcast_i2f(bits); }

// The three types of a tensor's elements: each is computed with in float32 and rounded once, halfway to even.
struct Float32
{
    typedef float Type;
    MEMBER float load(float value) { return value; }
    MEMBER float store(float value) { return value; }
};

struct Float16
{
    typedef u16 Type;
    MEMBER float load(u16 bits) { float value; asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"(bits)); return value; }
    MEMBER u16 store(float value) { u16 bits; asm("cvt.rn.f16.f32 %0, %1;" : "=h"(bits) : "f"(value)); return bits; }
};

struct BFloat16
{
    typedef u16 Type;
    MEMBER float load(u16 bits) { return float_of((u32)bits << 16); }
    MEMBER u16 store(float value)
    {
        u32 bits = bits_of(value);
        return value != value ? 0x7FC0 : (u16)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
};

// What one access of a thread moves at most.
struct __attribute__((aligned(16), may_alias)) Bytes16 { u32 words[4]; };
typedef u64 __attribute__((may_alias)) Bytes8;
