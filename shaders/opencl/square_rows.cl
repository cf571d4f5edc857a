    for (int i = 0; i < $count; i++)
        for (int q = 0; q < VECTORS; q++)
        {
            const real f = ROW(rows + q * LANES, $from + i);
            ROW(rows + q * LANES, $to + i) = f;
            ROW(rows + q * LANES, $to + $count + i) = f * f;
        }
