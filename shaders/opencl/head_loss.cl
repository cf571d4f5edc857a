            // Nothing behind this head trains.
            for (int r = 0; r < $count; r++)
            {
                const real z = ROW(own, $row + r), p = $value;
                const real t = LOAD(targets + in_batch($outputs, $output + r, sample));
                loss += is_there ? $loss : R(0.0f);
            }
