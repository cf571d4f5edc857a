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
    for (int i = first; i < end; i++) sum += counts[i];
    samples[id] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    int start = 0, last = 0, fit = 0;
    for (int i = 0; i < id; i++) start += samples[i];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = first; i < end; i++)
    {
        const int count = counts[i];
        starts[i] = start;
        start += count;
        if (start > capacity)
        {
            counts[i] = 0;
            continue;
        }
        last = start;
        fit++;
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
