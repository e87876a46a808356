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
DEVICE int block_warps() { return (u32)block_threads() / 32; }
DEVICE int grid_blocks() { return __nvvm_read_ptx_sreg_nctaid_x(); }
// Of the grid's threads and warps, and of the lanes of one. Kernels stride over their work by these numbers, so any grid of whole warps is right.
DEVICE int lane_index() { return thread_index() & 31; }
DEVICE i64 first_thread() { return (i64)block_index() * block_threads() + thread_index(); }
DEVICE i64 thread_count() { return (i64)grid_blocks() * block_threads(); }
DEVICE i64 first_warp() { return first_thread() >> 5; }
DEVICE i64 warp_count() { return thread_count() >> 5; }

// What another lane has. All lanes of a warp come here together.
DEVICE u32 of_lane(u32 value, int lane) { return __nvvm_shfl_sync_idx_i32(-1, value, lane, 31); }
DEVICE u32 of_partner(u32 value, int mask) { return __nvvm_shfl_sync_bfly_i32(-1, value, mask, 31); }

DEVICE u32 bits_of(float value) { return __nvvm_bitcast_f2i(value); }
DEVICE float float_of(u32 bits) { return __nvvm_bitcast_i2f(bits); }

// What one access of a thread moves at most.
typedef u32 Bytes16 __attribute__((ext_vector_type(4), may_alias));
typedef u64 Bytes8 __attribute__((may_alias));
typedef u32 Bytes4 __attribute__((may_alias));
typedef u16 Bytes2 __attribute__((may_alias));

// To the nearest, as on the CPU.
DEVICE float square_root(float value) { return __nvvm_sqrt_rn_f(value); }

DEVICE float fma(float a, float b, float c) { return __builtin_fmaf(a, b, c); }

DEVICE bool is_aligned(const void* pointer, int bytes) { return ((u64)pointer & (bytes - 1)) == 0; }
