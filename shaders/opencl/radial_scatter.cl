// Adds the gradient of kernels' features, sample after sample. Without atomics a work-item owns a slice of the kernels.
static void ${name}_scatter(
    int level, __global const float *coordinates, __global const float *features, __global float *gradients,
    int samples)
{
    __global float *table = gradients + $table;
#if GROUP > 1
    const int begin = get_global_id(0), step = get_global_size(0);
    const uint low = 0u, span = $kernels;
#else
    const int begin = 0, step = 1;
    const uint span = ($kernels + (uint)get_global_size(0) - 1u) / (uint)get_global_size(0);
    const uint low = (uint)get_global_id(0) * span;
#endif
    for (int sample = begin * WIDTH; sample < samples; sample += step * WIDTH)
    {
        uint numbers[$neighbors][WIDTH];
        float values[$neighbors][WIDTH], block[WIDTH][WIDTH], row[WIDTH];
        ${name}_found(features, sample, numbers, values);
        for (int first = 0; first < $features; first += WIDTH)
        {
            const int there = min(WIDTH, $features - first);
            const real m = LOAD(${name}_frequency + first);
            for (int f = 0; f < there; f++)
            {
                STORE(LOAD(features + in_batch(FEATURE_ROWS, $feature_row + first + f, sample)), row);
                for (int l = 0; l < WIDTH; l++) block[l][f] = row[l];
            }
            for (int l = 0; l < WIDTH; l++)
                for (int k = 0; k < $neighbors; k++)
                {
                    if (numbers[k][l] - low >= span) continue;
                    const real v = R(values[k][l]);
                    __global float *entry = table + numbers[k][l] * (uint)$features + first;
#if GROUP > 1
                    add(entry, $weight * block[l][0]);
#else
                    store_part(fma($weight, LOAD(block[l]), load_part(entry, there)), entry, there);
#endif
                }
        }
    }
}
