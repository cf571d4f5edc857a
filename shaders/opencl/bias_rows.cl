    for (int i = 0; i < $count; i++)
        for (int q = 0; q < VECTORS; q++) ROW(rows + q * LANES, $to + i) += R(parameters[$biases + i]);
