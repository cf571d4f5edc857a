// Brings the features of the samples that light reaches from where all marched ones stand to where these stand.
// Launch: a work-item per ray, the rows along the second axis.
__kernel void keep_features(
    __global const int *restrict starts, __global const int *restrict seen, __global const int *restrict seen_starts,
    __global const float *restrict marched, __global float *restrict kept, int ray_count)
{
    const int number = get_global_id(0), row = get_global_id(1);
    if (number >= ray_count) return;
    int from = starts[number], to = seen_starts[number];
    for (int left = seen[number]; left > 0;)
    {
        const int run = min(left, TILE - max(from % TILE, to % TILE)); // as far as both tiles reach
        __global const float *x = marched + in_batch($from_rows, row, from);
        __global float *y = kept + in_batch($to_rows, row, to);
        for (int i = 0; i < run; i++) y[i] = x[i];
        from += run;
        to += run;
        left -= run;
    }
}
