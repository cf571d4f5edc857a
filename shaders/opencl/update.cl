// Moves the parameters of a run by their gradients, which then read zero.
static void $name(
    int start, int count, float factor, __global float *restrict w, __global float *restrict g,
    __global float *restrict first, __global float *restrict second, float rate, float correction)
{
    const real corrected = R(rate * factor * correction);
    for (int i = start + (int)get_local_id(0) * WIDTH; i < start + count; i += GROUP * WIDTH)
    {
        const int there = min(WIDTH, start + count - i);
        real result[3];
        $rule(load_part(w + i, there), load_part(g + i, there), $read_first, $read_second, corrected, result);
        store_part(result[0], w + i, there);
        store_part(R(0.0f), g + i, there);
        $write_first
        $write_second
    }
}
