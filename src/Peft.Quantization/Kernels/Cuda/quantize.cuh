// Codes and absmax values of blocks, for codes of four and of eight bits.
#pragma once
#include "blockwise.cuh"
#include "eight_bit.cuh"
#include "four_bit.cuh"

struct QuantizeArguments
{
    const void* values;
    const float* midpoints;     // between the sorted values of the codebook, 15 or 255
    const u8* sorted_codes;     // 16 for codes of four bits; codes of eight bits are in the order of their values
    u8* packed;
    float* absmax;
    i64 count;
    int block_shift;            // log2 of the block size, 5 to 12
};

// So many codes of neighbouring values as an encoder packs them.
template <class Encoder, int Count> DEVICE u64 encode_all(const Encoder& encoder, const float* values, float scale)
{
    float scaled[Count];
    u32 codes[Count];
#pragma unroll
    for (int i = 0; i < Count; i++)
        scaled[i] = values[i] * scale;
    encoder.template encode<Count>(scaled, codes);
    u64 packed = 0;
#pragma unroll
    for (int i = 0; i < Count; i++)
        packed |= (u64)codes[i] << Encoder::shift_of(i);
    return packed;
}

template <int Bytes> DEVICE void store_codes(u64 codes, u8* to)
{
    if (Bytes == 8)
        *(Bytes8*)to = codes;
    else if (Bytes == 4)
        *(Bytes4*)to = (u32)codes;
    else
        *(Bytes2*)to = (u16)codes;
}

// A full block belongs to as many lanes as can load 16 bytes of it, at most a warp. What they load first they keep. Gives the number of blocks that are done.
template <class Element, class Encoder> DEVICE i64 quantize_full(const QuantizeArguments& a, const Encoder& encoder)
{
    const int Width = Vector<Element>::Width, Bytes = Width * Encoder::Bits / 8;
    const typename Element::Type* values = (const typename Element::Type*)a.values;
    if (!is_aligned(values, 16) || !is_aligned(a.packed, Bytes))
        return 0;
    i64 blocks = a.count >> a.block_shift;
    int vectors = (1u << a.block_shift) / Width, shift = vectors < 32 ? a.block_shift - (Width == 8 ? 3 : 2) : 5, lane = lane_index() & ((1 << shift) - 1);
    for (i64 first = first_warp() << (5 - shift); first < blocks; first += warp_count() << (5 - shift))
    {
        i64 block = first + (lane_index() >> shift);
        bool exists = block < blocks;
        const typename Element::Type* from = values + ((exists ? block : first) << a.block_shift);
        u8* to = a.packed + ((block << a.block_shift) >> (Encoder::Bits == 4 ? 1 : 0));
        float kept[Width], others[Width];
        Vector<Element>::load(from + lane * Width, kept);
        u32 largest = largest_magnitude<Width>(kept);
#pragma nounroll
        for (int i = lane + 32; i < vectors; i += 32)
        {
            Vector<Element>::load(from + i * Width, others);
            largest = larger(largest, largest_magnitude<Width>(others));
        }
        float absmax = float_of(largest_of_lanes(largest, 1 << shift)), scale = 1 / divisor_of(absmax);
        u64 codes = encode_all<Encoder, Width>(encoder, kept, scale);
        if (exists)
            store_codes<Bytes>(codes, to + lane * Bytes);
        if (exists && lane == 0)
            a.absmax[block] = absmax;
#pragma nounroll
        for (int i = lane + 32; i < vectors; i += 32)
        {
            Vector<Element>::load(from + i * Width, others);
            store_codes<Bytes>(encode_all<Encoder, Width>(encoder, others, scale), to + i * Bytes);
        }
    }
    return blocks;
}

// A warp encodes a block, each lane a byte at a time: the short last one, or all if they are not aligned.
template <class Element, class Encoder> DEVICE void quantize(const QuantizeArguments& a, const Encoder& encoder)
{
    const int PerByte = 8 / Encoder::Bits;
    const typename Element::Type* values = (const typename Element::Type*)a.values;
    int block_size = 1 << a.block_shift;
    for (i64 block = quantize_full<Element>(a, encoder) + first_warp(); block << a.block_shift < a.count; block += warp_count())
    {
        i64 start = block << a.block_shift;
        int size = a.count - start < block_size ? a.count - start : block_size;
        u32 largest = 0;
#pragma nounroll
        for (int i = lane_index(); i < size; i += 32)
            largest = larger(largest, magnitude(Element::load(values[start + i])));
        float absmax = float_of(largest_of_lanes(largest, 32)), divisor = divisor_of(absmax);
        bool is_short = size < block_size;
        if (lane_index() == 0)
            a.absmax[block] = is_short ? divisor : absmax;
        int first = 0;
        do
        {
            int i = first + lane_index() * PerByte;
            float part[PerByte];
#pragma unroll
            for (int k = 0; k < PerByte; k++)
            {
                // After an odd number of values stands the code of zero.
                float value = Element::load(values[start + (i + k < size ? i + k : size - 1)]);
                value = k && i + k >= size ? 0 : value;
                part[k] = is_short ? value / divisor : value * (1 / divisor);
            }
            u8 codes = encode_all<Encoder, PerByte>(encoder, part, 1);
            if (i < size)
                a.packed[(u64)(start + i) / PerByte] = codes;
            first += 32 * PerByte;
        } while (first < size);
    }
}

KERNEL quantize4_float32(QuantizeArguments a) { quantize<Float32>(a, FourBitEncoder(a.midpoints, a.sorted_codes)); }
KERNEL quantize4_float16(QuantizeArguments a) { quantize<Float16>(a, FourBitEncoder(a.midpoints, a.sorted_codes)); }
KERNEL quantize4_bfloat16(QuantizeArguments a) { quantize<BFloat16>(a, FourBitEncoder(a.midpoints, a.sorted_codes)); }

// The tree of midpoints, in shared memory.
#define ENCODER_OF_EIGHT_BITS SHARED static float tree[EightBitEncoder::Nodes]; EightBitEncoder encoder(tree, a.midpoints); __syncthreads()

KERNEL quantize8_float32(QuantizeArguments a) { ENCODER_OF_EIGHT_BITS; quantize<Float32>(a, encoder); }
KERNEL quantize8_float16(QuantizeArguments a) { ENCODER_OF_EIGHT_BITS; quantize<Float16>(a, encoder); }
KERNEL quantize8_bfloat16(QuantizeArguments a) { ENCODER_OF_EIGHT_BITS; quantize<BFloat16>(a, encoder); }
