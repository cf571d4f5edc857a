// Numbers that a work-item asks for before it needs the first: a single group waits for memory more than it works.
#define AT_ONCE 16

static void read_at_once(__global const int *counts, int first, int end, int *own)
{
    #pragma unroll
    for (int k = 0; k < AT_ONCE; k++) own[k] = first + k < end ? counts[first + k] : 0;
}

// Where each ray's samples start, one ray behind the other; rays that find no room at the end get none.
// totals: samples, rays that found room. Launch: one group.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void scan(
    __global int *restrict counts, __global int *restrict starts, __global int *restrict totals, int ray_count,
    int capacity)
{
    __local int samples[GROUP], fitting[GROUP];
    const int id = get_local_id(0), length = (ray_count + GROUP - 1) / GROUP;
    const int first = min(id * length, ray_count), end = min(first + length, ray_count);
    int sum = 0;
    for (int i = first; i < end; i += AT_ONCE)
    {
        int own[AT_ONCE];
        read_at_once(counts, i, end, own);
        #pragma unroll
        for (int k = 0; k < AT_ONCE; k++) sum += own[k];
    }
    samples[id] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    int start = 0, last = 0, fit = 0;
    for (int i = 0; i < id; i++) start += samples[i];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = first; i < end; i += AT_ONCE)
    {
        int own[AT_ONCE];
        read_at_once(counts, i, end, own);
        #pragma unroll
        for (int k = 0; k < AT_ONCE; k++)
        {
            if (i + k >= end) continue;
            starts[i + k] = start;
            start += own[k];
            if (start > capacity) counts[i + k] = 0;
            else
            {
                last = start;
                fit++;
            }
        }
    }
    samples[id] = last;
    fitting[id] = fit;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (id != 0) return;
    for (int i = 1; i < GROUP; i++)
    {
        last = max(last, samples[i]);
        fit += fitting[i];
    }
    totals[0] = last;
    totals[1] = fit;
}
