// Codes of eight bits, in the order of their values.
#pragma once
#include "element.cuh"

// Finds the rank of a value among 255 midpoints. They stand in shared memory as a search tree, level by level, so that lanes which are at the same level rarely want the same bank.
struct EightBitEncoder
{
    static const int Bits = 8, Nodes = 256;

    const float* tree;

    __attribute__((device)) explicit EightBitEncoder(const float* tree) : tree(tree) { }

    // All threads of the block make it together; a barrier follows.
    __attribute__((device)) EightBitEncoder(float* nodes, const float* midpoints) : tree(nodes)
    {
        for (int node = thread_index(); node < Nodes; node += block_threads())
        {
            // The nodes of a level divide the ranks evenly: the first node of all is the midpoint 127.
            int level = 31 - __builtin_clz(node | 1);
            nodes[node] = node ? midpoints[((2 * (node - (1 << level)) + 1) << (7 - level)) - 1] : 0;
        }
    }

    MEMBER int shift_of(int i) { return 8 * i; }

    // The searches go side by side: each step of one waits for shared memory.
    template <int Count> __attribute__((device, always_inline)) void encode(const float* values, u32* codes) const
    {
#pragma unroll
        for (int i = 0; i < Count; i++)
            codes[i] = 1;
#pragma unroll
        for (int level = 0; level < 8; level++)
#pragma unroll
            for (int i = 0; i < Count; i++)
                codes[i] = 2 * codes[i] + (tree[codes[i]] < values[i]);
#pragma unroll
        for (int i = 0; i < Count; i++)
            codes[i] -= Nodes;
    }
};

// The values of the codes in shared memory. All threads of the block load it together; a barrier follows.
DEVICE void load_map(float* map, const float* values)
{
    for (int code = thread_index(); code < 256; code += block_threads())
        map[code] = values[code];
}
