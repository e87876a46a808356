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
    for (i64 i = first_thread(); i * 16 < a.weight.count; i += thread_count())
    {
        i64 first = i * 16;
        float absmax = a.weight.absmax.of(first >> a.weight.block_shift);
        const u8* packed = a.weight.packed + i * 8;
        if (first + 16 > a.weight.count)
        {
            int k = 0;
#pragma nounroll
            do
                values[first + k] = Element::store(look_up(table, k % 2 ? packed[k / 2] & 15 : packed[k / 2] >> 4) * absmax);
            while (first + ++k < a.weight.count);
            return;
        }
        u64 codes = *(const Bytes8*)packed;
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
            ((Bytes16*)(values + first))[k] = ((Bytes16*)decoded)[k];
    }
}

KERNEL dequantize4_float32(DequantizeArguments a) { dequantize<Float32>(a); }
KERNEL dequantize4_float16(DequantizeArguments a) { dequantize<Float16>(a); }
KERNEL dequantize4_bfloat16(DequantizeArguments a) { dequantize<BFloat16>(a); }
