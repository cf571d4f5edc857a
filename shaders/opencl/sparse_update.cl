// As the update, but entries without a gradient stay wholly alone; each has its own counter of updates.
static void $name(
    int start, int count, float factor, __global float *restrict w, __global float *restrict g,
    __global float *restrict first, __global float *restrict second, __global ushort *restrict counts,
    __global const float *restrict corrections, int last_correction, float rate)
{
    const float own_rate = rate * factor;
    for (int i = start + (int)get_local_id(0); i < start + count; i += GROUP)
    {
        if (g[i] == 0.0f) continue;
        const int updates = min((int)counts[i] + 1, 65535);
        float result[3];
        $rule(w[i], g[i], $read_first, $read_second, corrections[min(updates, last_correction)] * own_rate, result);
        counts[i] = (ushort)updates;
        w[i] = result[0];
        g[i] = 0.0f;
        $write_first
        $write_second
    }
}
