    for (int i = 0; i < $count; i++)
        for (int q = 0; q < VECTORS; q++)
            STORE(
                ROW(rows + q * LANES, $from + i), features + in_batch(FEATURE_ROWS, $to + i, item * ITEM + q * WIDTH));
