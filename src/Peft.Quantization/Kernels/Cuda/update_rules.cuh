// The formulas of optimizers, in the order of the operations on the CPU. The structs are those of Optimizers/Formulas.
#pragma once
#include "device.cuh"

#define FORMULA __attribute__((device, always_inline)) float

struct AdamUpdate
{
    static const int States = 2;
    float beta1, gain1, beta2, gain2, epsilon, kept, rate;

    FORMULA decay() const { return kept; }

    FORMULA direction(float, float gradient, float* states) const
    {
        states[0] = states[0] * beta1 + gradient * gain1;
        states[1] = states[1] * beta2 + gradient * gain2 * gradient;
        return states[0] / (square_root(states[1]) + epsilon);
    }
};

struct LionUpdate
{
    static const int States = 1;
    float beta1, gain1, beta2, gain2, kept, rate;

    FORMULA decay() const { return kept; }

    FORMULA direction(float, float gradient, float* states) const
    {
        float moment = states[0] * beta1 + gradient * gain1;
        states[0] = states[0] * beta2 + gradient * gain2;
        return (moment > 0 ? 1.0f : 0.0f) - (moment < 0 ? 1.0f : 0.0f);
    }
};

struct MomentumUpdate
{
    static const int States = 1;
    float beta, coupled, rate;

    FORMULA decay() const { return 1; }

    FORMULA direction(float parameter, float gradient, float* states) const
    {
        states[0] = states[0] * beta + (gradient + parameter * coupled);
        return states[0];
    }
};

struct RMSpropUpdate
{
    static const int States = 1;
    float beta, gain, epsilon, coupled, rate;

    FORMULA decay() const { return 1; }

    FORMULA direction(float parameter, float gradient, float* states) const
    {
        gradient += parameter * coupled;
        states[0] = states[0] * beta + gradient * gain * gradient;
        return gradient / (square_root(states[0]) + epsilon);
    }
};

struct AdagradUpdate
{
    static const int States = 1;
    float epsilon, coupled, rate;

    FORMULA decay() const { return 1; }

    FORMULA direction(float parameter, float gradient, float* states) const
    {
        gradient += parameter * coupled;
        states[0] += gradient * gradient;
        return gradient / (square_root(states[0]) + epsilon);
    }
};

struct AdEMAMixUpdate
{
    static const int States = 3;
    float beta1, gain1, beta2, gain2, beta3, gain3, correction1, correction2, alpha, epsilon, kept, rate;

    FORMULA decay() const { return kept; }

    FORMULA direction(float, float gradient, float* states) const
    {
        states[0] = states[0] * beta1 + gradient * gain1;
        states[1] = states[1] * beta3 + gradient * gain3;
        states[2] = states[2] * beta2 + gradient * gain2 * gradient;
        return (states[0] / correction1 + states[1] * alpha) / (square_root(states[2]) / correction2 + epsilon);
    }
};
