// values = codebook[code] * absmax of the block.
#pragma once
#include "four_bit.cuh"

struct DequantizeArguments
{
    Weight weight;
    void* values;
};

// So many codes as fill a store: 2 or 4 bytes of them.
template <class Element> DEVICE u32 load_codes(const u8* packed)
{
    return Vector<Element>::Width == 8 ? *(const Bytes4*)packed : *(const Bytes2*)packed;
}

// A warp decodes spans of four stores a lane: the loads of all four are under way before the first is used.
template <class Element> DEVICE void dequantize(const DequantizeArguments& a)
{
    typedef typename Element::Type Type;
    const int Width = Vector<Element>::Width, Stores = 4, Span = 32 * Width * Stores;
    const Weight& weight = a.weight;
    Type* values = (Type*)a.values;
    Codebook codebook(weight.codebook);
    i64 whole = is_aligned(values, 16) && is_aligned(weight.packed, Width / 2) ? (u64)weight.count / Span : 0;
    for (i64 span = first_warp(); span < whole; span += warp_count())
    {
        // A span has 32 blocks at most; each lane reads the absmax of one for all.
        i64 start = span * Span;
        u32 codes[Stores];
#pragma unroll
        for (int i = 0; i < Stores; i++)
            codes[i] = load_codes<Element>(weight.packed + ((start + (32 * i + lane_index()) * Width) >> 1));
        int last = (Span - 1) >> weight.block_shift;
        u32 absmax = bits_of(weight.absmax.of((start >> weight.block_shift) + (lane_index() < last ? lane_index() : last)));
#pragma unroll
        for (int i = 0; i < Stores; i++)
        {
            int element = (32 * i + lane_index()) * Width;
            float scale = float_of(of_lane(absmax, element >> weight.block_shift)), decoded[Width];
#pragma unroll
            for (int k = 0; k < Width; k++)
                decoded[k] = codebook[codes[i] >> SHIFT_OF(k)] * scale;
            Vector<Element>::store(decoded, values + start + element);
        }
    }
    // What is left, or everything if it is not aligned, element by element.
    for (i64 start = whole * Span + 32 * first_warp(); start < weight.count; start += 32 * warp_count())
    {
        i64 element = start + lane_index();
        i64 last = element < weight.count ? element : weight.count - 1;
        float value = codebook[weight.code_at(last)] * weight.absmax_at(last);
        if (element < weight.count)
            values[element] = Element::store(value);
    }
}

KERNEL dequantize4_float32(DequantizeArguments a) { dequantize<Float32>(a); }
KERNEL dequantize4_float16(DequantizeArguments a) { dequantize<Float16>(a); }
KERNEL dequantize4_bfloat16(DequantizeArguments a) { dequantize<BFloat16>(a); }
