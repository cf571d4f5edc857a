// Numbers of samples that lie one sample behind the other: [count, size].
static real read_column(__global const float *numbers, int size, int first, int count)
{
#if WIDTH > 1
    float column[WIDTH];
    if (first + WIDTH <= count)
        for (int l = 0; l < WIDTH; l++) column[l] = numbers[(size_t)(first + l) * size];
    else // the last sample stands for those that are not there
        for (int l = 0; l < WIDTH; l++) column[l] = numbers[(size_t)min(first + l, count - 1) * size];
    return LOAD(column);
#else
    return numbers[(size_t)min(first, count - 1) * size];
#endif
}

static void write_column(__global float *numbers, int size, int first, int count, real value)
{
#if WIDTH > 1
    float column[WIDTH];
    STORE(value, column);
    for (int l = 0; l < WIDTH; l++)
        if (first + l < count) numbers[(size_t)(first + l) * size] = column[l];
#else
    if (first < count) numbers[(size_t)first * size] = value;
#endif
}
