// values = map[code] * absmax of the block.
#pragma once
#include "eight_bit.cuh"

struct Dequantize8Arguments
{
    const u8* codes;
    const float* map;           // 256
    const float* absmax;
    void* values;
    i64 count;
    int block_shift;            // log2 of the block size, 5 to 12
};

template <class Element> DEVICE u64 load_bytes(const u8* from)
{
    return Vector<Element>::Width == 8 ? *(const Bytes8*)from : *(const Bytes4*)from;
}

// A thread decodes as many codes as fill two stores, which the next thread's stand beside.
template <class Element> DEVICE void dequantize8(const Dequantize8Arguments& a)
{
    typedef typename Element::Type Type;
    const int Width = Vector<Element>::Width, Stores = 2, Span = 32 * Width * Stores;
    SHARED static float map[256];
    load_map(map, a.map);
    __syncthreads();
    Type* values = (Type*)a.values;
    i64 whole = is_aligned(values, 16) && is_aligned(a.codes, Width) ? (u64)a.count / Span : 0;
    for (i64 span = first_warp(); span < whole; span += warp_count())
    {
        u64 codes[Stores];
        float absmax[Stores];
#pragma unroll
        for (int i = 0; i < Stores; i++)
        {
            i64 element = span * Span + (32 * i + lane_index()) * Width;
            codes[i] = load_bytes<Element>(a.codes + element);
            absmax[i] = a.absmax[element >> a.block_shift];
        }
#pragma unroll
        for (int i = 0; i < Stores; i++)
        {
            float decoded[Width];
#pragma unroll
            for (int k = 0; k < Width; k++)
                decoded[k] = map[(u32)(codes[i] >> 8 * k) & 255] * absmax[i];
            Vector<Element>::store(decoded, values + span * Span + (32 * i + lane_index()) * Width);
        }
    }
    for (i64 element = whole * Span + first_thread(); element < a.count; element += thread_count())
        values[element] = Element::store(map[a.codes[element]] * a.absmax[element >> a.block_shift]);
}

KERNEL dequantize8_float32(Dequantize8Arguments a) { dequantize8<Float32>(a); }
KERNEL dequantize8_float16(Dequantize8Arguments a) { dequantize8<Float16>(a); }
KERNEL dequantize8_bfloat16(Dequantize8Arguments a) { dequantize8<BFloat16>(a); }
