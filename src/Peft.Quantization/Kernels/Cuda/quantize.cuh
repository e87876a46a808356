// Codes and absmax values of blocks.
#pragma once
#include "device.cuh"

struct QuantizeArguments
{
    const void* values;
    const float* midpoints;     // 15 between the sorted values of the codebook
    const u8* sorted_codes;     // 16
    u8* packed;
    float* absmax;
    i64 count;
    int block_size;             // a multiple of 32
};

// As in bitsandbytes a full block is multiplied by the reciprocal, while a short last block is divided and stores at least the smallest divisor.
const float SmallestDivisor = 1e-38f;

// Magnitudes as integers are in the order of their values.
DEVICE u32 magnitude(float value) { return bits_of(value) & 0x7FFFFFFF; }

DEVICE u32 larger(u32 a, u32 b) { return a > b ? a : b; }

DEVICE u32 largest_of_warp(u32 largest)
{
#pragma unroll
    for (int mask = 16; mask; mask >>= 1)
        largest = larger(largest, __nvvm_shfl_sync_bfly_i32(-1, largest, mask, 31));
    return largest;
}

DEVICE u8 encode(const float* midpoints, const u8* sorted_codes, float value)
{
    int rank = 0;
#pragma unroll
    for (int step = 8; step; step >>= 1)
        rank += midpoints[rank + step - 1] < value ? step : 0;
    return sorted_codes[rank];
}

// A warp encodes a block, each lane two values at a time.
template <class Element> DEVICE void quantize(const QuantizeArguments& a)
{
    SHARED static float midpoints[15];
    SHARED static u8 sorted_codes[16];
    if (thread_index() < 16)
        sorted_codes[thread_index()] = a.sorted_codes[thread_index()];
    if (thread_index() < 15)
        midpoints[thread_index()] = a.midpoints[thread_index()];
    __syncthreads();
    const typename Element::Type* values = (const typename Element::Type*)a.values;
    for (i64 block = first_thread() / 32; block * a.block_size < a.count; block += thread_count() / 32)
    {
        i64 start = block * a.block_size;
        bool is_short = start + a.block_size > a.count;
        i64 end = is_short ? a.count : start + a.block_size;
        u32 largest_bits = 0;
#pragma nounroll
        for (i64 i = start + lane_index(); i < end; i += 32)
            largest_bits = larger(largest_bits, magnitude(Element::load(values[i])));
        float largest = float_of(largest_of_warp(largest_bits));
        float divisor = largest <= SmallestDivisor ? SmallestDivisor : largest;   // NaN stays
        float reciprocal = 1 / divisor;
        if (lane_index() == 0)
            a.absmax[block] = is_short ? divisor : largest;
#pragma nounroll
        for (i64 i = start + 2 * lane_index(); i < end; i += 64)
        {
            float first = Element::load(values[i]), second = i + 1 < end ? Element::load(values[i + 1]) : 0;
            u8 high = encode(midpoints, sorted_codes, is_short ? first / divisor : first * reciprocal);
            u8 low = encode(midpoints, sorted_codes, is_short ? second / divisor : second * reciprocal);
            a.packed[i / 2] = high << 4 | low;
        }
    }
}

KERNEL quantize4_float32(QuantizeArguments a) { quantize<Float32>(a); }
KERNEL quantize4_float16(QuantizeArguments a) { quantize<Float16>(a); }
KERNEL quantize4_bfloat16(QuantizeArguments a) { quantize<BFloat16>(a); }
