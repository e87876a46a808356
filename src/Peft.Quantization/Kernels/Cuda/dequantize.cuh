// values = codebook[code] * absmax of the block.
#pragma once
#include "four_bit.cuh"

struct DequantizeArguments
{
    Weight weight;
    void* values;           // at a multiple of 16 bytes, packed codes at one of 8
};

// A thread decodes 8 bytes, 16 elements: all of one block.
template <class Element> DEVICE void dequantize(const DequantizeArguments& a)
{
    typedef typename Element::Type Type;
    SHARED static float table[16 * Lanes];
    load_codebook(table, a.weight.codebook);
    Type* values = (Type*)a.values;
    i64 i = first_thread();
    for (; (i + 1) * 16 <= a.weight.count; i += thread_count())
    {
        float absmax = a.weight.absmax.of(i * 16 >> a.weight.block_shift);
        u64 codes = *(const Bytes8*)(a.weight.packed + i * 8);
        alignas(16) Type decoded[16];
#pragma unroll
        for (int k = 0; k < 8; k++)
        {
            u32 pair = (u32)(codes >> (8 * k)) & 255;
            decoded[2 * k] = Element::store(look_up(table, pair >> 4) * absmax);
            decoded[2 * k + 1] = Element::store(look_up(table, pair & 15) * absmax);
        }
#pragma unroll
        for (int k = 0; k < (int)sizeof(decoded) / 16; k++)
            ((Bytes16*)(values + i * 16))[k] = ((Bytes16*)decoded)[k];
    }
    // What is left, fewer than 16, is for the thread whose turn it is.
    if (i * 16 >= a.weight.count)
        return;
    float absmax = a.weight.absmax.of(i * 16 >> a.weight.block_shift);
    i64 k = i * 16;
#pragma nounroll
    do
        values[k] = Element::store(look_up(table, k % 2 ? a.weight.packed[k / 2] & 15 : a.weight.packed[k / 2] >> 4) * absmax);
    while (++k < a.weight.count);
}

KERNEL dequantize4_float32(DequantizeArguments a) { dequantize<Float32>(a); }
KERNEL dequantize4_float16(DequantizeArguments a) { dequantize<Float16>(a); }
KERNEL dequantize4_bfloat16(DequantizeArguments a) { dequantize<BFloat16>(a); }
