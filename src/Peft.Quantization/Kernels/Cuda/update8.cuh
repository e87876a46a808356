// The steps of optimizers with states of eight bits: decoded, brought up to date and encoded again, each block by as many lanes as it has neighbourhoods, at most a warp.
#pragma once
#include "update.cuh"

DEVICE void decode_neighbours(const u8* codes, i64 first, int existing, const float* map, float absmax, float* values)
{
    u64 packed = 0;
    if (existing == Neighbours && is_aligned(codes + first, 8))
        packed = *(const Bytes8*)(codes + first);
    else
    {
#pragma unroll
        for (int i = 0; i < Neighbours; i++)
            packed |= i < existing ? (u64)codes[first + i] << 8 * i : 0;
    }
#pragma unroll
    for (int i = 0; i < Neighbours; i++)
        values[i] = i < existing ? map[(u32)(packed >> 8 * i) & 255] * absmax : 0;
}

// A full block is multiplied by the reciprocal of its absmax, a short one divided.
DEVICE void encode_neighbours(const float* values, const EightBitEncoder& encoder, float absmax, bool is_short, u8* codes, i64 first, int existing)
{
    float divisor = divisor_of(absmax), reciprocal = 1 / divisor, scaled[Neighbours];
    u32 found[Neighbours];
#pragma unroll
    for (int i = 0; i < Neighbours; i++)
        scaled[i] = is_short ? values[i] / divisor : values[i] * reciprocal;
    encoder.encode<Neighbours>(scaled, found);
    u64 packed = 0;
#pragma unroll
    for (int i = 0; i < Neighbours; i++)
        packed |= (u64)found[i] << 8 * i;
    if (existing == Neighbours && is_aligned(codes + first, 8))
    {
        *(Bytes8*)(codes + first) = packed;
        return;
    }
#pragma unroll
    for (int i = 0; i < Neighbours; i++)
        if (i < existing)
            codes[first + i] = packed >> 8 * i;
}

template <class Update> DEVICE void update8(const UpdateArguments<Update>& a)
{
    const int States = Update::States;
    SHARED static float maps[States][256], trees[States][EightBitEncoder::Nodes];
#pragma unroll
    for (int s = 0; s < States; s++)
    {
        load_map(maps[s], a.states[s].map);
        EightBitEncoder(trees[s], a.states[s].midpoints);
    }
    __syncthreads();
    int shift = a.block_shift < 8 ? a.block_shift - 3 : 5, rounds = 1 << (a.block_shift - 3 - shift), lane = lane_index() & ((1 << shift) - 1);
    for (i64 first_block = first_warp() << (5 - shift); first_block << a.block_shift < a.count; first_block += warp_count() << (5 - shift))
    {
        i64 block = first_block + (lane_index() >> shift), start = block << a.block_shift, end = start + (1 << a.block_shift);
        bool exists = start < a.count, is_short = end > a.count;
        end = is_short ? a.count : end;
        Neighbourhood<Update> row;
        float before[States], after[States];
        u32 largest[States] = {};
#pragma unroll
        for (int s = 0; s < States; s++)
            before[s] = exists ? a.states[s].absmax[block] : 0;
        // A block larger than a warp's neighbourhoods is computed twice: what is largest in it must be known before anything is encoded.
#pragma nounroll
        for (int round = rounds > 1 ? 0 : rounds; round < 2 * rounds; round++)
        {
            i64 first = start + (i64)(((round & (rounds - 1)) << shift) + lane) * Neighbours;
            int existing = existing_of(first, end);
#pragma unroll
            for (int s = 0; s < States; s++)
                decode_neighbours((const u8*)a.states[s].values, first, existing, maps[s], before[s], row.states[s]);
            row.step(a, first, existing);
            if (round < rounds || rounds == 1)
            {
#pragma unroll
                for (int s = 0; s < States; s++)
                    largest[s] = larger(largest[s], largest_magnitude<Neighbours>(row.states[s]));
            }
            if (round < rounds)
                continue;
            if (round == rounds)
            {
#pragma unroll
                for (int s = 0; s < States; s++)
                    after[s] = float_of(largest_of_lanes(largest[s], 1 << shift));
            }
#pragma unroll
            for (int s = 0; s < States; s++)
                encode_neighbours(row.states[s], EightBitEncoder(trees[s]), after[s], is_short, (u8*)a.states[s].values, first, existing);
            store_neighbours(a.type, row.parameters, a.parameter, first, existing);
        }
#pragma unroll
        for (int s = 0; s < States; s++)
            if (exists && lane == 0)
                a.states[s].absmax[block] = is_short ? divisor_of(after[s]) : after[s];
    }
}

#define UPDATE(name, Rule) \
    KERNEL update32_##name(UpdateArguments<Rule> a) { update32(a); } \
    KERNEL update8_##name(UpdateArguments<Rule> a) { update8(a); }

UPDATE(adam, AdamUpdate)
UPDATE(lion, LionUpdate)
UPDATE(momentum, MomentumUpdate)
UPDATE(rmsprop, RMSpropUpdate)
UPDATE(adagrad, AdagradUpdate)
UPDATE(ademamix, AdEMAMixUpdate)
