// The scale of a block that is encoded: its largest magnitude becomes 1.
#pragma once
#include "element.cuh"

// As in bitsandbytes a full block is multiplied by the reciprocal, while a short last block is divided and stores at least the smallest divisor.
const float SmallestDivisor = 1e-38f;

// NaN stays.
DEVICE float divisor_of(float absmax) { return absmax <= SmallestDivisor ? SmallestDivisor : absmax; }

// Magnitudes as integers are in the order of their values, NaN above all.
DEVICE u32 magnitude(float value) { return bits_of(value) & 0x7FFFFFFF; }

DEVICE u32 larger(u32 a, u32 b) { return a > b ? a : b; }

template <int Count> DEVICE u32 largest_magnitude(const float* values)
{
    u32 largest = 0;
#pragma unroll
    for (int i = 0; i < Count; i++)
        largest = larger(largest, magnitude(values[i]));
    return largest;
}

// Among so many neighbouring lanes, a power of two.
DEVICE u32 largest_of_lanes(u32 largest, int lanes)
{
#pragma nounroll
    for (int mask = lanes >> 1; mask; mask >>= 1)
        largest = larger(largest, of_partner(largest, mask));
    return largest;
}
