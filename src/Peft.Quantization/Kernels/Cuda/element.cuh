// The three types of a tensor's elements: each is computed with in float32 and rounded once, halfway to even.
#pragma once
#include "device.cuh"

struct Float32
{
    typedef float Type;
    MEMBER float load(float value) { return value; }
    MEMBER float store(float value) { return value; }
    MEMBER void load_word(u32 word, float* values) { values[0] = float_of(word); }
    MEMBER u32 store_word(const float* values) { return bits_of(values[0]); }
};

// Two elements a word, the first in the low half.
template <class Half> struct Pair
{
    typedef u16 Type;
    MEMBER float load(u16 bits) { return Half::widen(bits); }
    MEMBER u16 store(float value) { return Half::narrow(value); }
    MEMBER void load_word(u32 word, float* values)
    {
        values[0] = Half::widen(word & 0xFFFF);
        values[1] = Half::widen(word >> 16);
    }
    MEMBER u32 store_word(const float* values) { return Half::narrow(values[0]) | Half::narrow(values[1]) << 16; }
};

struct Float16 : Pair<Float16>
{
    MEMBER float widen(u32 bits) { float value; asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"((u16)bits)); return value; }
    MEMBER u32 narrow(float value) { u16 bits; asm("cvt.rn.f16.f32 %0, %1;" : "=h"(bits) : "f"(value)); return bits; }
};

struct BFloat16 : Pair<BFloat16>
{
    MEMBER float widen(u32 bits) { return float_of(bits << 16); }
    MEMBER u32 narrow(float value)
    {
        u32 bits = bits_of(value);
        return value != value ? 0x7FC0 : (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
    }
};

// As many elements as one access moves.
template <class Element> struct Vector
{
    static const int Width = 16 / sizeof(typename Element::Type), PerWord = Width / 4;

    MEMBER void load(const typename Element::Type* from, float* values)
    {
        Bytes16 words = *(const Bytes16*)from;
#pragma unroll
        for (int i = 0; i < 4; i++)
            Element::load_word(words[i], values + i * PerWord);
    }

    MEMBER void store(const float* values, typename Element::Type* to)
    {
        Bytes16 words;
#pragma unroll
        for (int i = 0; i < 4; i++)
            words[i] = Element::store_word(values + i * PerWord);
        *(Bytes16*)to = words;
    }
};
