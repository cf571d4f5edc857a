// Adds the gradient of a level's table, sample after sample. Without atomics one work-item owns the level.
static void ${name}_scatter(
    int level, __global const float *coordinates, __global const float *features, __global float *gradients,
    int samples)
{
    real point[$dimensions], upper[$dimensions], slope[$dimensions];
    realu cell[$dimensions];
    __global float *table = gradients + $parameter + ${name}_first[level] * $features;
    for (int sample = get_global_id(0) * WIDTH; sample < samples; sample += get_global_size(0) * WIDTH)
    {
        for (int d = 0; d < $dimensions; d++)
            point[d] = LOAD(coordinates + in_batch($input_rows, $input_row + d, sample));
        ${name}_locate(level, point, cell, upper, slope);
        float gradient[$features][WIDTH];
        for (int f = 0; f < $features; f++)
        {
            const real row = LOAD(features + in_batch($feature_rows, $feature_row + level * $features + f, sample));
            STORE(row, gradient[f]);
        }
        for (int corner = 0; corner < $corners; corner++)
        {
            uint entries[WIDTH];
            float weights[WIDTH];
            STORE(${name}_entry(level, corner, cell) * (uint)$features, entries);
            STORE(${name}_weight(corner, upper, -1), weights);
            for (int l = 0; l < WIDTH; l++)
                for (int f = 0; f < $features; f++) add(table + entries[l] + f, weights[l] * gradient[f][l]);
        }
    }
}
