    // Gradients of inputs $first to $last - 1 of a real layer whose outputs' gradients stand $step rows apart.
    for (int i = $first; i < $last; i += $block)
    {
        @real a#_% = R(0.0f);
        __global const float *w = parameters + $weights + i;
        for (int o = 0; o < $outputs; o++)
        {
            @const real d% = dz[o * $step * STRIDE + % * LANES];
            @const real w# = R(w[o * $inputs + #]);
            @a#_% = fma(w#, d%, a#_%);
        }
        @$pull(a#_%, rows + % * LANES, i + #);
    }
