// Adds the derivatives of how spread out the weights of a ray are. Barron et al. 2022, Mip-NeRF 360, eq. 15.
static void distort(
    __global const float *distances, float stretch, __global const float *weights, __global float *by_weight, int count,
    float scale)
{
    float total = 0.0f, moment = 0.0f, before = 0.0f, moment_before = 0.0f;
    for (int i = 0; i < count; i++)
    {
        total += weights[i];
        moment += weights[i] * distances[i];
    }
    for (int i = 0; i < count; i++)
    {
        const float w = weights[i], t = distances[i];
        const float spread = t * before - moment_before + (moment - moment_before - w * t) - t * (total - before - w);
        by_weight[i] += scale * 2.0f * (spread + w * step_at(t) * stretch / 3.0f);
        before += w;
        moment_before += w * t;
    }
}
