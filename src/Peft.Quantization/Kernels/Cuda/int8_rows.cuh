// Row-wise int8: code = round(value * 127 / absmax of its row), to the nearest, halfway to even.
#pragma once
#include "blockwise.cuh"

struct QuantizeRowsArguments
{
    const void* values;         // [rows, columns]
    signed char* codes;
    float* absmax;              // [rows]
    int rows, columns;
};

struct DequantizeRowsArguments
{
    const signed char* codes;   // [rows, columns]
    const float* absmax;        // [rows]
    void* values;
    int rows, columns;
};

// What bitsandbytes multiplies with, not quite 1 / 127.
const float CodeUnit = 0.007874015718698502f;

// The largest of what all threads of the block have, with shared memory for each warp.
DEVICE u32 largest_of_block(u32 largest, u32* of_warps)
{
    largest = largest_of_lanes(largest, 32);
    if (lane_index() == 0)
        of_warps[thread_index() / 32] = largest;
    __syncthreads();
#pragma nounroll
    for (int i = 0; i < block_warps(); i++)
        largest = larger(largest, of_warps[i]);
    __syncthreads();
    return largest;
}

// Calls something for as many elements of a row as one load brings, and for each of those that do not fill one.
template <class Element, class Many, class One> DEVICE void for_each_of_row(int columns, bool aligned, Many many, One one)
{
    const int Width = Vector<Element>::Width;
    int whole = aligned ? columns & -Width : 0;
    for (int i = thread_index() * Width; i < whole; i += block_threads() * Width)
        many(i);
    for (int i = whole + thread_index(); i < columns; i += block_threads())
        one(i);
}

DEVICE u32 code_of(float value) { return __nvvm_f2i_rn(value) & 255; }

template <class Element> DEVICE void quantize_rows(const QuantizeRowsArguments& a)
{
    const int Width = Vector<Element>::Width;
    SHARED static u32 of_warps[MostThreads / 32];
    for (int row = block_index(); row < a.rows; row += grid_blocks())
    {
        const typename Element::Type* values = (const typename Element::Type*)a.values + (i64)row * a.columns;
        signed char* codes = a.codes + (i64)row * a.columns;
        bool aligned = is_aligned(values, 16) && is_aligned(codes, Width);
        u32 largest = 0;
        float loaded[Width];
        for_each_of_row<Element>(a.columns, aligned,
            [&](int i) { Vector<Element>::load(values + i, loaded); largest = larger(largest, largest_magnitude<Width>(loaded)); },
            [&](int i) { largest = larger(largest, magnitude(Element::load(values[i]))); });
        float absmax = float_of(largest_of_block(largest, of_warps)), scale = absmax > 0 ? 1 / absmax * 127 : 0;
        if (thread_index() == 0)
            a.absmax[row] = absmax;
        for_each_of_row<Element>(a.columns, aligned,
            [&](int i)
            {
                Vector<Element>::load(values + i, loaded);
                u64 packed = 0;
#pragma unroll
                for (int k = 0; k < Width; k++)
                    packed |= (u64)code_of(loaded[k] * scale) << 8 * k;
                if (Width == 8)
                    *(Bytes8*)(codes + i) = packed;
                else
                    *(Bytes4*)(codes + i) = (u32)packed;
            },
            [&](int i) { codes[i] = code_of(Element::load(values[i]) * scale); });
    }
}

template <class Element> DEVICE void dequantize_rows(const DequantizeRowsArguments& a)
{
    const int Width = Vector<Element>::Width;
    for (int row = block_index(); row < a.rows; row += grid_blocks())
    {
        typename Element::Type* values = (typename Element::Type*)a.values + (i64)row * a.columns;
        const signed char* codes = a.codes + (i64)row * a.columns;
        float absmax = a.absmax[row];
        for_each_of_row<Element>(a.columns, is_aligned(values, 16) && is_aligned(codes, Width),
            [&](int i)
            {
                u64 packed = Width == 8 ? *(const Bytes8*)(codes + i) : *(const Bytes4*)(codes + i);
                float decoded[Width];
#pragma unroll
                for (int k = 0; k < Width; k++)
                    decoded[k] = (float)(signed char)(packed >> 8 * k) * absmax * CodeUnit;
                Vector<Element>::store(decoded, values + i);
            },
            [&](int i) { values[i] = Element::store((float)codes[i] * absmax * CodeUnit); });
    }
}

KERNEL quantize_rows_float32(QuantizeRowsArguments a) { quantize_rows<Float32>(a); }
KERNEL quantize_rows_float16(QuantizeRowsArguments a) { quantize_rows<Float16>(a); }
KERNEL quantize_rows_bfloat16(QuantizeRowsArguments a) { quantize_rows<BFloat16>(a); }
KERNEL dequantize_rows_float32(DequantizeRowsArguments a) { dequantize_rows<Float32>(a); }
KERNEL dequantize_rows_float16(DequantizeRowsArguments a) { dequantize_rows<Float16>(a); }
KERNEL dequantize_rows_bfloat16(DequantizeRowsArguments a) { dequantize_rows<BFloat16>(a); }
