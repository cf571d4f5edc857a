// Moves the parameters of a run by their gradients, which then read zero. The rule is written for one number; on
// processors the compiler makes vectors of it.
static void $name(
    int start, int count, float factor, __global float *restrict w, __global float *restrict g,
    __global float *restrict first, __global float *restrict second, float rate, float correction)
{
    const float corrected = rate * factor * correction;
    for (int i = start + (int)get_local_id(0); i < start + count; i += GROUP)
    {
        float result[3];
        $rule(w[i], g[i], $read_first, $read_second, corrected, result);
        w[i] = result[0];
        g[i] = 0.0f;
        $write_first
        $write_second
    }
}
