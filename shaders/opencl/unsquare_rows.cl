    for (int i = 0; i < $count; i++)
        for (int q = 0; q < VECTORS; q++)
        {
            const real f = ROW(rows + q * LANES, $value + i);
            ROW(rows + q * LANES, $gradient + i) +=
                fma(f + f, ROW(rows + q * LANES, $pulled + $count + i), ROW(rows + q * LANES, $pulled + i));
        }
