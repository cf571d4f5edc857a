// As the update, but entries without a gradient stay wholly alone; each has its own counter of updates.
static void $name(
    int start, int count, float factor, __global float *restrict w, __global float *restrict g,
    __global float *restrict first, __global float *restrict second, __global ushort *restrict counts,
    __global const float *restrict corrections, int last_correction, float rate)
{
    const real own_rate = R(rate * factor);
    for (int i = start + (int)get_local_id(0) * WIDTH; i < start + count; i += GROUP * WIDTH)
    {
        const int there = min(WIDTH, start + count - i);
        const real gradient = load_part(g + i, there);
        const reali moves = gradient != R(0.0f);
        if (!ANY(moves)) continue;
        const reali updates = min(load_counts(counts + i, there) + (moves ? (reali)(1) : (reali)(0)), (reali)(65535));
        const real factors = gather(corrections, AS_UINT(min(updates, (reali)(last_correction))));
        const real before = load_part(w + i, there);
        real result[3];
        $rule(before, gradient, $read_first, $read_second, factors * own_rate, result);
        store_counts(updates, counts + i, there);
        store_part(moves ? result[0] : before, w + i, there);
        store_part(R(0.0f), g + i, there);
        $write_first
        $write_second
    }
}
