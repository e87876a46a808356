// Codes and absmax values of blocks.
#pragma once
#include "blockwise.cuh"
#include "four_bit.cuh"

struct QuantizeArguments
{
    const void* values;
    const float* midpoints;     // 15 between the sorted values of the codebook
    const u8* sorted_codes;     // 16
    u8* packed;
    float* absmax;
    i64 count;
    int block_shift;            // log2 of the block size, 5 to 12
};

// Finds the rank of a value among the midpoints, of which a lane holds one. All lanes of a warp encode together.
struct Encoder
{
    float low, middle, high;
    u32 midpoint, code;

    __attribute__((device)) explicit Encoder(const QuantizeArguments& a)
    {
        int lane = lane_index() & 15;
        low = a.midpoints[3], middle = a.midpoints[7], high = a.midpoints[11];
        midpoint = bits_of(a.midpoints[lane < 15 ? lane : 14]);
        code = a.sorted_codes[lane];
    }

    __attribute__((device)) u32 operator()(float value) const
    {
        int rank = middle < value ? 8 : 0;
        rank += (rank ? high : low) < value ? 4 : 0;
        rank += float_of(of_lane(midpoint, rank + 1)) < value ? 2 : 0;
        rank += float_of(of_lane(midpoint, rank)) < value ? 1 : 0;
        return of_lane(code, rank);
    }

    template <int Count> __attribute__((device)) u32 word(const float* values, float scale) const
    {
        u32 codes = 0;
#pragma unroll
        for (int i = 0; i < Count; i++)
            codes |= (*this)(values[i] * scale) << SHIFT_OF(i);
        return codes;
    }
};

DEVICE void store_codes(u32 codes, u32* to) { *(Bytes4*)to = codes; }
DEVICE void store_codes(u32 codes, u16* to) { *(Bytes2*)to = (u16)codes; }

template <int Width> struct Codes { typedef u32 Type; };
template <> struct Codes<4> { typedef u16 Type; };

// A full block belongs to as many lanes as can load 16 bytes of it, at most a warp. What they load first they keep.
template <class Element> DEVICE i64 quantize_full(const QuantizeArguments& a, const Encoder& encode)
{
    const int Width = Vector<Element>::Width;
    const typename Element::Type* values = (const typename Element::Type*)a.values;
    if (!is_aligned(values, 16) || !is_aligned(a.packed, Width / 2))
        return 0;
    i64 blocks = a.count >> a.block_shift;
    int block_size = 1 << a.block_shift, shift = block_size < 32 * Width ? a.block_shift - (Width == 8 ? 3 : 2) : 5, lane = lane_index() & ((1 << shift) - 1);
    for (i64 first = first_warp() << (5 - shift); first < blocks; first += warp_count() << (5 - shift))
    {
        i64 block = first + (lane_index() >> shift);
        bool exists = block < blocks;
        const typename Element::Type* from = values + ((exists ? block : first) << a.block_shift);
        typename Codes<Width>::Type* to = (typename Codes<Width>::Type*)(a.packed + (block << a.block_shift >> 1));
        float kept[Width], others[Width];
        Vector<Element>::load(from + lane * Width, kept);
        u32 largest = largest_magnitude<Width>(kept);
#pragma nounroll
        for (int i = lane + 32; i * Width < block_size; i += 32)
        {
            Vector<Element>::load(from + i * Width, others);
            largest = larger(largest, largest_magnitude<Width>(others));
        }
        float absmax = float_of(largest_of_lanes(largest, 1 << shift)), scale = 1 / divisor_of(absmax);
        u32 codes = encode.template word<Width>(kept, scale);
        if (exists)
            store_codes(codes, to + lane);
        if (exists && lane == 0)
            a.absmax[block] = absmax;
#pragma nounroll
        for (int i = lane + 32; i * Width < block_size; i += 32)
        {
            Vector<Element>::load(from + i * Width, others);
            store_codes(encode.template word<Width>(others, scale), to + i);
        }
    }
    return blocks;
}

// A warp encodes a block, each lane two values at a time: the short last one, or all if they are not aligned.
template <class Element> DEVICE void quantize(const QuantizeArguments& a)
{
    Encoder encode(a);
    const typename Element::Type* values = (const typename Element::Type*)a.values;
    int block_size = 1 << a.block_shift;
    for (i64 block = quantize_full<Element>(a, encode) + first_warp(); block << a.block_shift < a.count; block += warp_count())
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
#pragma nounroll
        for (int first = 0; first < size; first += 64)
        {
            int i = first + 2 * lane_index();
            float pair[2];
#pragma unroll
            for (int k = 0; k < 2; k++)
            {
                float value = i + k < size ? Element::load(values[start + i + k]) : 0;
                pair[k] = is_short ? value / divisor : value * (1 / divisor);
            }
            u32 codes = encode.template word<2>(pair, 1);
            if (i < size)
                a.packed[(start + i) >> 1] = codes;
        }
    }
}

KERNEL quantize4_float32(QuantizeArguments a) { quantize<Float32>(a); }
KERNEL quantize4_float16(QuantizeArguments a) { quantize<Float16>(a); }
KERNEL quantize4_bfloat16(QuantizeArguments a) { quantize<BFloat16>(a); }
