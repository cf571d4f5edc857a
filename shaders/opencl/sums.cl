// The sum over the lanes and over the work-items of a group; the first item gets it.
static float total(real v, __local float *shared)
{
#if GROUP > 1
    const int id = get_local_id(0);
    shared[id] = sum(v);
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int rest = GROUP / 2; rest > 0; rest /= 2)
    {
        if (id < rest) shared[id] += shared[id + rest];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    const float result = shared[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
#else
    return sum(v);
#endif
}

// Adds to a gradient. Where many work-items may add at once, the order and with it the last bits vary. The device's own
// addition where it has one; else the sum is tried until nobody was faster.
static void add(volatile __global float *gradient, float value)
{
#if GROUP == 1
    *gradient += value;
#elif defined(__NV_CL_C_VERSION)
    __asm__ volatile("red.global.add.f32 [%0], %1;" : : "l"(gradient), "f"(value) : "memory");
#elif defined(__opencl_c_ext_fp32_global_atomic_add)
    atomic_fetch_add_explicit(
        (volatile __global atomic_float *)gradient, value, memory_order_relaxed, memory_scope_device);
#else
    volatile __global uint *bits = (volatile __global uint *)gradient;
    uint before = *bits, seen;
    while ((seen = atomic_cmpxchg(bits, before, as_uint(as_float(before) + value))) != before) before = seen;
#endif
}

// Keeps a sum over a part of the samples: the first part of a batch sets the gradient, the others add to it. Where groups
// share a block, all add to what updates left at zero.
static void keep(__global float *gradient, float value, int is_first)
{
#if GROUP > 1
    add(gradient, value);
#else
    *gradient = is_first ? value : *gradient + value;
#endif
}
