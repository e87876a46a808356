// y = x · Wᵀ for a few rows of x, summed in float32.
#pragma once
#include "four_bit.cuh"

struct GemvArguments
{
    Weight weight;          // [rows, columns], fewer than 2^32 elements; packed at a multiple of 8 bytes
    const void* x;          // [batch, columns], at a multiple of 16 bytes
    void* y;                // [batch, rows]
    int rows, columns;      // columns: a multiple of 16
    int batch;
};

// What a thread multiplies at a time: all of one row and, since blocks are multiples of 32, of one block.
const int Chunk = 16;

// Sums over all lanes of each of so many values, a power of two; lane i gets that of value i / (32 / Count). Halves are exchanged instead of adding each value on its own.
template <int Count> DEVICE float sum_of_lanes(float* values, int mask = 16)
{
    bool upper = lane_index() & mask;
#pragma unroll
    for (int i = 0; i < Count / 2; i++)
    {
        float first = values[i], second = values[i + Count / 2];
        values[i] = (upper ? second : first) + float_of(of_partner(bits_of(upper ? first : second), mask));
    }
    return sum_of_lanes<Count / 2>(values, mask / 2);
}

template <> __attribute__((device, always_inline)) inline float sum_of_lanes<1>(float* values, int mask)
{
#pragma unroll
    for (; mask; mask /= 2)
        values[0] += float_of(of_partner(bits_of(values[0]), mask));
    return values[0];
}

template <class Element> DEVICE void load_eight(const typename Element::Type* from, float* values)
{
#pragma unroll
    for (int i = 0; i < 8; i += Vector<Element>::Width)
        Vector<Element>::load(from + i, values + i);
}

// Eight weights times as many values of each vector. A block is summed up as codebook values and scaled once.
template <int Batch> DEVICE void add_products(const Codebook& codebook, u32 codes, float absmax, const float (*values)[8], float* sums)
{
    float parts[Batch] = {};
#pragma unroll
    for (int k = 0; k < 8; k++)
    {
        float weight = codebook[codes >> SHIFT_OF(k)];
#pragma unroll
        for (int v = 0; v < Batch; v++)
            parts[v] = fma(weight, values[v][k], parts[v]);
    }
#pragma unroll
    for (int v = 0; v < Batch; v++)
        sums[v] = fma(parts[v], absmax, sums[v]);
}

// A block of threads takes some rows of W and of x at a time and shares the columns among its threads.
template <class Element, int Rows, int Batch> DEVICE void multiply(const GemvArguments& a)
{
    typedef typename Element::Type Type;
    const int Sums = Rows * Batch, Warps = MostThreads / 32;
    SHARED static float sums[Sums * Warps];
    const Type* x = (const Type*)a.x;
    Codebook codebook(a.weight.codebook);
    int chunks = (u32)a.columns / Chunk;
    for (int first_row = block_index() * Rows; first_row < a.rows; first_row += grid_blocks() * Rows)
    {
        int first_vector = 0;
        do
        {
            float sum[Sums] = {};
            int first = 0;
            do
            {
                // Beyond the last chunk, row and vector stands the last again; what comes of it is dropped, that of a chunk by an absmax of zero.
                int chunk = first + thread_index(), column = (chunk < chunks ? chunk : chunks - 1) * Chunk;
                float absmax[Rows];
                u32 elements[Rows];
                u64 codes[Rows];
#pragma unroll
                for (int r = 0; r < Rows; r++)
                {
                    elements[r] = (first_row + r < a.rows ? first_row + r : a.rows - 1) * a.columns + column;
                    codes[r] = *(const Bytes8*)(a.weight.packed + (elements[r] >> 1));
                }
                a.weight.load_absmax<Rows>(elements, absmax);
#pragma unroll
                for (int r = 0; r < Rows; r++)
                    absmax[r] = chunk < chunks ? absmax[r] : 0;
#pragma unroll
                for (int k = 0; k < Chunk; k += 8)
                {
                    float values[Batch][8];
#pragma unroll
                    for (int v = 0; v < Batch; v++)
                        load_eight<Element>(x + (i64)(v == 0 || first_vector + v < a.batch ? first_vector + v : a.batch - 1) * a.columns + column + k, values[v]);
#pragma unroll
                    for (int r = 0; r < Rows; r++)
                        add_products<Batch>(codebook, codes[r] >> 4 * k, absmax[r], values, sum + r * Batch);
                }
                first += block_threads();
            } while (first < chunks);
            int warp = thread_index() / 32, value = lane_index() / (32 / Sums);
            float of_warp = sum_of_lanes<Sums>(sum);
            if (lane_index() % (32 / Sums) == 0)
                sums[value * Warps + warp] = of_warp;
            __syncthreads();
            int row = first_row + thread_index() / Batch, vector = first_vector + thread_index() % Batch;
            if (thread_index() < Sums && row < a.rows && vector < a.batch)
            {
                float total = sums[thread_index() * Warps];
#pragma nounroll
                for (int i = 1; i < block_warps(); i++)
                    total += sums[thread_index() * Warps + i];
                ((Type*)a.y)[(i64)vector * a.rows + row] = Element::store(total);
            }
            __syncthreads();
            first_vector += Batch;
        } while (first_vector < a.batch);
    }
}

KERNEL gemv4_float32(GemvArguments a) { multiply<Float32, 4, 1>(a); }
KERNEL gemv4_float16(GemvArguments a) { multiply<Float16, 4, 1>(a); }
KERNEL gemv4_bfloat16(GemvArguments a) { multiply<BFloat16, 4, 1>(a); }
KERNEL gemm4_float32(GemvArguments a) { multiply<Float32, 4, 4>(a); }
KERNEL gemm4_float16(GemvArguments a) { multiply<Float16, 4, 4>(a); }
KERNEL gemm4_bfloat16(GemvArguments a) { multiply<BFloat16, 4, 4>(a); }
