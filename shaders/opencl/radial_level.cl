// Finds the kernels of some vectors of samples: those of a work-item, which takes every so many.
static void ${name}_find(
    __global const float *restrict parameters, __global const int *restrict index,
    __global const float *restrict coordinates, __global float *restrict features, int count)
{
    const int end = (count + ITEM - 1) / ITEM * ITEM;
    for (int sample = get_global_id(0) * WIDTH; sample < end; sample += get_global_size(0) * WIDTH)
    {
        real x[$dimensions], value[$neighbors];
        realu number[$neighbors];
        for (int d = 0; d < $dimensions; d++) x[d] = LOAD(coordinates + in_batch($input_rows, $input_row + d, sample));
        ${name}_locate(parameters, index, x, number, value);
        for (int k = 0; k < $neighbors; k++)
        {
            STORE(TO_REAL(number[k]), features + in_batch(FEATURE_ROWS, $basis_row + k, sample));
            STORE(value[k], features + in_batch(FEATURE_ROWS, $basis_row + $neighbors + k, sample));
        }
    }
}

// What was found for a vector of samples: numbers and values of their kernels.
static void ${name}_found(
    __global const float *restrict features, int sample, uint (*numbers)[WIDTH], float (*values)[WIDTH])
{
    for (int k = 0; k < $neighbors; k++)
    {
        STORE(AS_UINT(TO_INT(LOAD(features + in_batch(FEATURE_ROWS, $basis_row + k, sample)))), numbers[k]);
        STORE(LOAD(features + in_batch(FEATURE_ROWS, $basis_row + $neighbors + k, sample)), values[k]);
    }
}

static void ${name}_encode(
    int level, __global const float *restrict parameters, __global const float *restrict coordinates,
    __global float *restrict features, int count)
{
    const int end = (count + ITEM - 1) / ITEM * ITEM;
    for (int sample = get_global_id(0) * WIDTH; sample < end; sample += get_global_size(0) * WIDTH)
    {
        uint numbers[$neighbors][WIDTH];
        float values[$neighbors][WIDTH];
        real own[WIDTH];
        ${name}_found(features, sample, numbers, values);
        for (int first = 0; first < $features; first += WIDTH)
        {
            ${name}_mix(parameters, numbers, values, first, own);
            for (int f = 0; f < min(WIDTH, $features - first); f++)
                STORE(own[f], features + in_batch(FEATURE_ROWS, $feature_row + first + f, sample));
        }
    }
}
