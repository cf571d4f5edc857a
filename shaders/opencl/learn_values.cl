    for (int q = 0; q < VECTORS; q++)
    {
        __global real *own = rows + q * LANES;
        const int sample = item * ITEM + q * WIDTH;
        const reali is_there = (sample + LANE) < count;
$heads
    }
