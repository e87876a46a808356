// A step of an optimizer in one pass: parameter = parameter * decay - direction * rate, with states in float32 or as codes of eight bits.
#pragma once
#include "blockwise.cuh"
#include "eight_bit.cuh"
#include "update_rules.cuh"

struct State
{
    void* values;               // float32, or codes with
    float* absmax;              // one for each block,
    const float* map;           // 256
    const float* midpoints;     // and 255
};

template <class Update> struct UpdateArguments
{
    void* parameter;
    const void* gradient;
    State states[3];
    i64 count;
    int block_shift;            // log2 of the block size, 6 to 12
    int type;                   // of parameter and gradient: 0 float32, 1 float16, 2 bfloat16
    float scale;                // of the gradient
    float rate;
    Update update;
};

// What a thread works on at a time: neighbouring elements, of which perhaps only the first few exist.
const int Neighbours = 8;

template <class Element> DEVICE void load_neighbours(const void* base, i64 first, int existing, float* values)
{
    const typename Element::Type* from = (const typename Element::Type*)base + first;
    if (existing == Neighbours && is_aligned(from, 16))
    {
#pragma unroll
        for (int i = 0; i < Neighbours; i += Vector<Element>::Width)
            Vector<Element>::load(from + i, values + i);
        return;
    }
#pragma unroll
    for (int i = 0; i < Neighbours; i++)
        values[i] = i < existing ? Element::load(from[i]) : 0;
}

template <class Element> DEVICE void store_neighbours(const float* values, void* base, i64 first, int existing)
{
    typename Element::Type* to = (typename Element::Type*)base + first;
    if (existing == Neighbours && is_aligned(to, 16))
    {
#pragma unroll
        for (int i = 0; i < Neighbours; i += Vector<Element>::Width)
            Vector<Element>::store(values + i, to + i);
        return;
    }
#pragma unroll
    for (int i = 0; i < Neighbours; i++)
        if (i < existing)
            to[i] = Element::store(values[i]);
}

// The same where the type of the elements is known only now.
DEVICE void load_neighbours(int type, const void* base, i64 first, int existing, float* values)
{
    if (type == 0)
        load_neighbours<Float32>(base, first, existing, values);
    else if (type == 1)
        load_neighbours<Float16>(base, first, existing, values);
    else
        load_neighbours<BFloat16>(base, first, existing, values);
}

DEVICE void store_neighbours(int type, const float* values, void* base, i64 first, int existing)
{
    if (type == 0)
        store_neighbours<Float32>(values, base, first, existing);
    else if (type == 1)
        store_neighbours<Float16>(values, base, first, existing);
    else
        store_neighbours<BFloat16>(values, base, first, existing);
}

// The elements of a thread, before and after the step.
template <class Update> struct Neighbourhood
{
    float parameters[Neighbours], states[Update::States][Neighbours];

    __attribute__((device, always_inline)) void step(const UpdateArguments<Update>& a, i64 first, int existing)
    {
        float gradients[Neighbours];
        load_neighbours(a.type, a.parameter, first, existing, parameters);
        load_neighbours(a.type, a.gradient, first, existing, gradients);
#pragma unroll
        for (int i = 0; i < Neighbours; i++)
        {
            float of_one[Update::States];
#pragma unroll
            for (int s = 0; s < Update::States; s++)
                of_one[s] = states[s][i];
            float direction = a.update.direction(parameters[i], gradients[i] * a.scale, of_one);
#pragma unroll
            for (int s = 0; s < Update::States; s++)
                states[s][i] = of_one[s];
            parameters[i] = parameters[i] * a.update.decay() - direction * a.rate;
        }
    }
};

DEVICE int existing_of(i64 first, i64 end) { return end - first < Neighbours ? (end > first ? end - first : 0) : Neighbours; }

// States in float32.
template <class Update> DEVICE void update32(const UpdateArguments<Update>& a)
{
    for (i64 first = first_thread() * Neighbours; first < a.count; first += thread_count() * Neighbours)
    {
        int existing = existing_of(first, a.count);
        Neighbourhood<Update> row;
#pragma unroll
        for (int s = 0; s < Update::States; s++)
            load_neighbours<Float32>(a.states[s].values, first, existing, row.states[s]);
        row.step(a, first, existing);
        store_neighbours(a.type, row.parameters, a.parameter, first, existing);
#pragma unroll
        for (int s = 0; s < Update::States; s++)
            store_neighbours<Float32>(row.states[s], a.states[s].values, first, existing);
    }
}
