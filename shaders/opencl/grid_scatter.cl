// Adds the gradient of a level's table, sample after sample. Without atomics a work-item owns a slice of the entries:
// every entry gets its sum in the order of the samples, whatever the number of slices.
static void ${name}_scatter(
    int level, __global const float *coordinates, __global const float *features, __global float *gradients,
    int samples)
{
    real point[$dimensions], upper[$dimensions], slope[$dimensions];
    realu cell[$dimensions];
    __global float *table = gradients + $parameter + ${name}_first[level] * $features;
#if GROUP > 1
    const int begin = get_global_id(0), step = get_global_size(0);
#else
    const int begin = 0, step = 1;
    const uint length = (${name}_entries[level] + (uint)get_global_size(0) - 1u) / (uint)get_global_size(0);
    const uint low = (uint)get_global_id(0) * length * $features, span = length * $features;
#endif
    for (int sample = begin * WIDTH; sample < samples; sample += step * WIDTH)
    {
        for (int d = 0; d < $dimensions; d++)
            point[d] = LOAD(coordinates + in_batch($input_rows, $input_row + d, sample));
        const int is_inside = ${name}_locate(level, point, cell, upper, slope);
        float gradient[WIDTH][$features];
        for (int f = 0; f < $features; f++)
        {
            float row[WIDTH];
            STORE(LOAD(features + in_batch(FEATURE_ROWS, $feature_row + level * $features + f, sample)), row);
            for (int l = 0; l < WIDTH; l++) gradient[l][f] = row[l];
        }
        #pragma unroll
        for (int corner = 0; corner < $corners; corner++)
        {
            uint entries[WIDTH];
            float weights[WIDTH];
            STORE(${name}_entry(level, corner, cell, is_inside) * (uint)$features, entries);
            STORE(${name}_weight(corner, upper, -1), weights);
            #pragma unroll
            for (int l = 0; l < WIDTH; l++)
            {
#if GROUP > 1
                for (int f = 0; f < $features; f++) add(table + entries[l] + f, weights[l] * gradient[l][f]);
#else
                if (entries[l] - low >= span) continue;
                __global float *entry = table + entries[l];
#if $features % 4 == 0
                for (int f = 0; f < $features; f += 4)
                    vstore4(vload4(0, entry + f) + weights[l] * vload4(0, gradient[l] + f), 0, entry + f);
#elif $features % 2 == 0
                for (int f = 0; f < $features; f += 2)
                    vstore2(vload2(0, entry + f) + weights[l] * vload2(0, gradient[l] + f), 0, entry + f);
#else
                for (int f = 0; f < $features; f++) entry[f] += weights[l] * gradient[l][f];
#endif
#endif
            }
        }
    }
}
