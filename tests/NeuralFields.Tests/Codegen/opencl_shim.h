/* Lets a C compiler build the OpenCL C that programs emit: the built-in functions by the names of OpenCL. */
#include <stdbool.h>
#include <tgmath.h>

#define __global
typedef unsigned int uint;

static inline float sign(float x) { return x > 0 ? 1.0f : x < 0 ? -1.0f : 0.0f; }
static inline int convert_int(float x) { return (int)x; }
static inline uint convert_uint(float x) { return (uint)x; }
static inline float convert_float(uint x) { return (float)x; }
static inline uint as_uint(int x) { return (uint)x; }
static inline float as_float(uint x) { union { uint bits; float number; } u = { x }; return u.number; }
