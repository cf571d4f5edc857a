    // Gradients of inputs $first to $last - 1 of a real layer whose outputs' gradients stand $step rows apart. The group
    // brings the weights of $chunk inputs to local memory at a time.
    for (int c = $first; c < $last; c += $chunk)
    {
        const int end = min(c + $chunk, $last), columns = end - c;
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int k = get_local_id(0); k < columns * $outputs; k += GROUP)
            staged[k] = parameters[$weights + k / columns * $inputs + c + k % columns];
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int i = c; i < end; i += $block)
        {
            @real a#_% = R(0.0f);
            __local const float *w = staged + i - c;
            for (int o = 0; o < $outputs; o++)
            {
                @const real d% = dz[o * $step * STRIDE + % * LANES];
                $load
                @const real w# = R($weight);
                @a#_% = fma(w#, d%, a#_%);
            }
            @$pull(a#_%, rows + % * LANES, i + #);
        }
    }
