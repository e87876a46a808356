// Four-bit weights: two codes a byte, the first in the high half. The structs are those of DeviceWeight.cs.
#pragma once
#include "element.cuh"

struct Absmax
{
    const float* values;    // one a block, or one for every 256 codes
    const u8* codes;        // null without double quantisation
    const float* map;
    float offset;

    // Two roundings, as on the CPU; the build forbids contraction.
    __attribute__((device)) float nested(i64 block) const { return map[codes[block]] * values[block >> 8] + offset; }

    __attribute__((device)) float of(i64 block) const { return codes ? nested(block) : values[block]; }
};

struct Weight
{
    const u8* packed;
    const float* codebook;
    Absmax absmax;
    i64 count;
    int block_shift;        // log2 of the block size, 5 to 12

    __attribute__((device)) float absmax_at(i64 element) const { return absmax.of(element >> block_shift); }
    // Of several elements, all loads under way together.
    template <int Count> __attribute__((device)) void load_absmax(const u32* elements, float* values) const
    {
        if (absmax.codes)
        {
#pragma unroll
            for (int i = 0; i < Count; i++)
                values[i] = absmax.nested(elements[i] >> block_shift);
        }
        else
        {
#pragma unroll
            for (int i = 0; i < Count; i++)
                values[i] = absmax.values[elements[i] >> block_shift];
        }
    }

    __attribute__((device)) u32 code_at(i64 element) const { return packed[element >> 1] >> (element & 1 ? 0 : 4); }
};

// The 16 values of the codes, a lane holds one: to look a value up is to take it from a lane, without shared memory and its bank conflicts.
struct Codebook
{
    u32 own;

    __attribute__((device)) explicit Codebook(const float* values) { own = bits_of(values[lane_index() & 15]); }

    // Of the four low bits; others do not matter. All lanes of a warp come here together.
    __attribute__((device)) float operator[](u32 code) const { return float_of(__nvvm_shfl_sync_idx_i32(-1, own, code, 0x101F)); }
};

// Where in a little-endian word the code of its element i begins.
#define SHIFT_OF(i) (4 * ((i) ^ 1))

// Finds the rank of a value among the midpoints, of which a lane holds one. All lanes of a warp encode together.
struct FourBitEncoder
{
    static const int Bits = 4;

    float low, middle, high;
    u32 midpoint, code;

    __attribute__((device)) FourBitEncoder(const float* midpoints, const u8* sorted_codes)
    {
        int lane = lane_index() & 15;
        low = midpoints[3], middle = midpoints[7], high = midpoints[11];
        midpoint = bits_of(midpoints[lane < 15 ? lane : 14]);
        code = sorted_codes[lane];
    }

    MEMBER int shift_of(int i) { return SHIFT_OF(i); }

    // The searches go side by side: each step of one waits for a shuffle.
    template <int Count> __attribute__((device, always_inline)) void encode(const float* values, u32* codes) const
    {
        int ranks[Count];
#pragma unroll
        for (int i = 0; i < Count; i++)
        {
            ranks[i] = middle < values[i] ? 8 : 0;
            ranks[i] += (ranks[i] ? high : low) < values[i] ? 4 : 0;
        }
#pragma unroll
        for (int i = 0; i < Count; i++)
            ranks[i] += float_of(of_lane(midpoint, ranks[i] + 1)) < values[i] ? 2 : 0;
#pragma unroll
        for (int i = 0; i < Count; i++)
            ranks[i] += float_of(of_lane(midpoint, ranks[i])) < values[i] ? 1 : 0;
#pragma unroll
        for (int i = 0; i < Count; i++)
            codes[i] = of_lane(code, ranks[i]);
    }
};
