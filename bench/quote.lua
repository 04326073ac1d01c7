-- A quote for one roof.
wrk.method = "POST"
wrk.path = "/api/v1/quotes"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"latitude":40.4165,"longitude":-3.7026,"roof_planes":[{"area_m2":40,"tilt_deg":25,"azimuth_deg":180,' ..
  '"shading":0.05}],"yearly_use_kwh":4000}'
