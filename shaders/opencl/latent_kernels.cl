// Latent vectors of views, whose numbers stand in the batch as features do.
#define LATENTS $latents
#define LATENT_ROW(n, sample) in_batch($feature_rows, $latent_row + (n), sample)

// Gives samples the vectors of their rays' views. Launch: a work-item per ray, the numbers along the second axis.
__kernel void write_latents(
    __global const float *restrict rays, __global const int *restrict counts, __global const int *restrict starts,
    __global const float *restrict latents, __global float *restrict features, int ray_count)
{
    const int number = get_global_id(0), n = get_global_id(1);
    if (number >= ray_count) return;
    const float own = latents[view_of(rays + number * RAY) * LATENTS + n];
    for (int i = 0; i < counts[number]; i++) features[LATENT_ROW(n, starts[number] + i)] = own;
}

// Sums the derivatives over the samples of each ray. Launch: as before.
__kernel void gather_latents(
    __global const int *restrict counts, __global const int *restrict starts, __global const float *restrict features,
    __global float *restrict by_rays, int ray_count)
{
    const int number = get_global_id(0), n = get_global_id(1);
    if (number >= ray_count) return;
    float sum = 0.0f;
    for (int i = 0; i < counts[number]; i++) sum += features[LATENT_ROW(n, starts[number] + i)];
    by_rays[number * LATENTS + n] = sum;
}

// Moves the vectors by their derivatives, which then read zero. Launch: a work-item per number of all vectors.
__kernel void learn_latents(
    __global float *restrict latents, __global float *restrict first, __global float *restrict second,
    __global float *restrict sums, int count, float rate)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    float result[3];
    $rule(latents[i], sums[i], first[i], second[i], rate, result);
    latents[i] = result[0];
    first[i] = result[1];
    second[i] = result[2];
    sums[i] = 0.0f;
}

// The field's own vector is the mean. Launch: a group, the numbers along the second axis.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void mean_latents(
    __global const float *restrict latents, __global float *restrict parameters, int views)
{
#if GROUP > 1
    __local float shared[GROUP];
#else
    __local float *shared = 0;
#endif
    const int n = get_global_id(1);
    float own = 0.0f;
    for (int view = get_local_id(0); view < views; view += GROUP) own += latents[view * LATENTS + n];
    const float sum = total(own, shared);
    if (get_local_id(0) == 0) parameters[$parameter + n] = sum / (float)views;
}
