static void ${name}_encode(
    __global const float *restrict parameters, __global const int *restrict index, __global const real *x,
    __global real *y)
{
    real point[$dimensions], value[$neighbors], own[WIDTH];
    realu number[$neighbors];
    uint numbers[$neighbors][WIDTH];
    float values[$neighbors][WIDTH];
    for (int d = 0; d < $dimensions; d++) point[d] = ROW(x, d);
    ${name}_locate(parameters, index, point, number, value);
    for (int k = 0; k < $neighbors; k++)
    {
        STORE(number[k], numbers[k]);
        STORE(value[k], values[k]);
    }
    for (int first = 0; first < $features; first += WIDTH)
    {
        ${name}_mix(parameters, numbers, values, first, own);
        for (int f = 0; f < min(WIDTH, $features - first); f++) ROW(y, first + f) = own[f];
    }
}
