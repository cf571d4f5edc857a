// Numerical gradients. Behind the samples of a batch stand blocks of as many samples, each displaced another way.
__constant float directions[$ways][$dimensions] = { $directions };

// Launch: a work-item per vector of samples.
__kernel void displace(__global float *restrict coordinates, int block)
{
    const int sample = get_global_id(0) * WIDTH;
    if (sample >= block) return;
    for (int k = 0; k < $ways; k++)
        for (int i = 0; i < $inputs; i++)
        {
            const real x = LOAD(coordinates + in_batch($inputs, i, sample));
            const float move = i < $dimensions ? directions[k][min(i, $dimensions - 1)] * $step : 0.0f;
            STORE(x + R(move), coordinates + in_batch($inputs, i, sample + (k + 1) * block));
        }
}

// The loss, and its derivatives by the values at all places. Launch: a work-item per vector of samples.
__kernel void differences(
    __global const float *restrict values, __global const float *restrict targets, __global float *restrict slopes,
    __global float *restrict losses, int block, int count)
{
    const int sample = get_global_id(0) * WIDTH;
    if (sample >= block) return;
    const reali is_there = (sample + LANE) < count;
    const real p = LOAD(values + sample);
    real g[3] = { R(0.0f), R(0.0f), R(0.0f) }, known[4] = { R(0.0f), R(0.0f), R(0.0f), R(0.0f) }, by[4];
    for (int k = 0; k < $ways; k++)
    {
        const real value = LOAD(values + sample + (k + 1) * block);
        for (int d = 0; d < $dimensions; d++) g[d] = fma(value, R(directions[k][d] * $weight), g[d]);
    }
    for (int i = 0; i < $targets; i++) known[i] = LOAD(targets + in_batch($targets, i, sample));
    const real judged = surface_loss(p, g, known, by);
    losses[get_global_id(0)] = sum(is_there ? judged : R(0.0f));
    STORE(is_there ? by[0] * R($scale) : R(0.0f), slopes + sample);
    for (int k = 0; k < $ways; k++)
    {
        real slope = R(0.0f);
        for (int d = 0; d < $dimensions; d++) slope = fma(by[1 + d], R(directions[k][d] * $weight * $scale), slope);
        STORE(is_there ? slope : R(0.0f), slopes + sample + (k + 1) * block);
    }
}
