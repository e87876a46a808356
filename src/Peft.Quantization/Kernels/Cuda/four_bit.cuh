// Four-bit weights: two codes a byte, the first in the high half. The structs are those of DeviceWeight.cs.
#pragma once
#include "device.cuh"

struct Absmax
{
    const float* values;    // one a block, or one for every 256 codes
    const u8* codes;        // null without double quantisation
    const float* map;
    float offset;

    // Two roundings, as on the CPU; the build forbids contraction.
    __attribute__((device)) float of(i64 block) const
    {
        return codes ? map[codes[block]] * values[block >> 8] + offset : values[block];
    }
};

struct Weight
{
    const u8* packed;
    const float* codebook;
    Absmax absmax;
    i64 count;
    int block_shift;        // log2 of the block size
};

// A copy of the codebook for each lane, so that no two lanes of a warp want the same bank of shared memory.
const int Lanes = 32;

DEVICE void load_codebook(float* table, const float* codebook)
{
    for (int i = thread_index(); i < 16 * Lanes; i += block_threads())
        table[i] = codebook[i / Lanes];
    __syncthreads();
}

DEVICE float look_up(const float* table, u32 code) { return table[code * Lanes + lane_index()]; }
