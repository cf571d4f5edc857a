    for (int i = 0; i < $count; i++)
        for (int q = 0; q < VECTORS; q++) ROW(rows + q * LANES, $to + i) $how ROW(rows + q * LANES, $from + i);
