    for (int i = 0; i < $count; i++)
        for (int q = 0; q < VECTORS; q++)
            ${name}_pull(ROW(rows + q * LANES, $from + i), rows + q * LANES, i);
